//! Bringing in checks that others published.
