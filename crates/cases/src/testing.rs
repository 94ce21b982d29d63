//! A helpline with its people and keys, for behaviour tests.
