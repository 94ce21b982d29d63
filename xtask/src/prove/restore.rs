//! stub
use super::Options;
use crate::shop::{Halt, Shop};
use crate::statistics::Row;
pub(super) fn run(_shop: &mut Shop, _options: &Options) -> Result<Vec<Row>, Halt> { Ok(vec![]) }
