//! `#[derive(FromRow)]`: a struct is read from a row of either engine, each field from the column of its name.
//!
//! sqlx has a derive of the same name. It comes in one crate with macros that ask a database while the program is compiled, and
//! so builds both drivers, SQLite in C among them, a second time for the compiler: a sixth of the time of a first build.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, parse_macro_input};

/// Implements `sqlx::FromRow` for a struct with named fields and no type parameters.
#[proc_macro_derive(FromRow)]
pub fn from_row(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn expand(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    let wrong = |what: &str| Err(syn::Error::new_spanned(&input.ident, what));
    let Data::Struct(data) = &input.data else { return wrong("only a struct can be read from a row") };
    let Fields::Named(fields) = &data.fields else { return wrong("the fields need names: they are the columns'") };
    if !input.generics.params.is_empty() {
        return wrong("a row has no type parameters");
    }
    let name = &input.ident;
    let idents: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let columns: Vec<_> = idents.iter().map(|ident| ident.to_string().trim_start_matches("r#").to_owned()).collect();
    let types: Vec<_> = fields.named.iter().map(|field| &field.ty).collect();
    Ok(quote! {
        #[automatically_derived]
        impl<'r, R: ::sqlx::Row> ::sqlx::FromRow<'r, R> for #name
        where
            &'static str: ::sqlx::ColumnIndex<R>,
            #(#types: ::sqlx::Decode<'r, R::Database> + ::sqlx::Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> ::std::result::Result<Self, ::sqlx::Error> {
                ::std::result::Result::Ok(Self { #(#idents: row.try_get(#columns)?,)* })
            }
        }
    })
}
