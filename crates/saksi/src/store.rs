//! The few rows that belong to the program itself.

use saksi_db::{Db, Error, Viewer};

/// The secret from which the keys of forms are derived: the stored one, or `fresh` where there is none yet.
pub(crate) async fn form_secret(db: &Db, fresh: &str) -> Result<Option<String>, Error> {
    saksi_db::write!(db, "form secret", Viewer::System, tx => {
        let now = tx.now();
        saksi_db::execute!(
            &mut tx,
            "INSERT INTO setting (name, value, changed_at) VALUES ('form-secret', $1, $2) ON CONFLICT (name) DO NOTHING",
            fresh,
            now
        )?;
        saksi_db::fetch_scalar!(&mut tx, String, "SELECT value FROM setting WHERE name = 'form-secret'")
    })
}
