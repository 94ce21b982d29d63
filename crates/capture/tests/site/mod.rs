//! A site that the tests serve to themselves.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// The bytes of a whole response to each path.
pub(crate) type Site = BTreeMap<&'static str, Vec<u8>>;

pub(crate) fn response(kind: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Serves a site; tells which paths were asked for, in order.
pub(crate) async fn serve(site: Site) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (site, known) = (Arc::new(site), asked.clone());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let (site, paths) = (site.clone(), known.clone());
            tokio::spawn(async move {
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") && matches!(socket.read(&mut byte).await, Ok(1)) {
                    head.push(byte[0]);
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
                let missing = b"HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\ngone".to_vec();
                let bytes = site.get(path.as_str()).unwrap_or(&missing);
                paths.lock().unwrap().push(path);
                let _ = socket.write_all(bytes).await;
            });
        }
    });
    (address, asked)
}
