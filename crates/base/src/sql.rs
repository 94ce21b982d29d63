//! Identifiers, times and markings stand directly in database rows, of either engine.

/// Stores a type as another one that both engines know.
macro_rules! stored_as {
    ($name:ty as $inner:ty, $to:expr, $from:expr) => {
        #[cfg(feature = "sql")]
        const _: () = {
            use sqlx::encode::IsNull;
            use sqlx::error::BoxDynError;
            use sqlx::{Database, Decode, Encode, Type};

            impl<DB: Database> Type<DB> for $name
            where
                $inner: Type<DB>,
            {
                fn type_info() -> DB::TypeInfo {
                    <$inner>::type_info()
                }

                fn compatible(kind: &DB::TypeInfo) -> bool {
                    <$inner>::compatible(kind)
                }
            }

            impl<'q, DB: Database> Encode<'q, DB> for $name
            where
                $inner: Encode<'q, DB>,
            {
                fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                    let to: fn(&$name) -> $inner = $to;
                    to(self).encode(buffer)
                }
            }

            impl<'r, DB: Database> Decode<'r, DB> for $name
            where
                $inner: Decode<'r, DB>,
            {
                fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                    let from: fn($inner) -> Result<$name, BoxDynError> = $from;
                    from(<$inner>::decode(value)?)
                }
            }
        };
    };
}

pub(crate) use stored_as;
