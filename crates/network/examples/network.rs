//! The network's pages alone, to look at: `cargo run -p saksi-network --example network`. Prints the one-time set-up
//! link; everything is gone when it ends.

use std::net::SocketAddr;
use std::sync::Arc;

use saksi_base::{Problem, SeededRandom};
use saksi_db::Viewer;
use saksi_db::testing::sqlite;
use saksi_network::{Hashing, SessionTable, actions};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let test = sqlite().await;
    let random = Arc::new(SeededRandom::new(5));
    let settings = saksi_web::SiteSettings { public_url: "http://localhost:8098".into(), ..Default::default() };
    let site = saksi_web::SiteBuilder::new(
        test.db.clone(),
        test.clock.clone(),
        random.clone(),
        settings,
        saksi_web::FormKeys::new(&[3; 32]),
    )
    .messages(saksi_network::MESSAGES)
    .navigation(saksi_network::NAVIGATION)
    .sessions(Arc::new(SessionTable))
    .build();
    let app =
        saksi_web::app(site, vec![saksi_network::routes(Hashing::new(random), saksi_network::SealKey::new([4; 32]))]);
    let link: Result<Option<String>, Problem> =
        saksi_db::write!(test.db, "set-up link", Viewer::System, tx => { actions::ensure_set_up_link(&mut tx).await });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8098").await?;
    println!("http://localhost:8098{}", link?.unwrap_or_default());
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}
