//! `column IN (…)` whose statement is kept prepared. Diesel prepares a statement with a list of values anew each time, since
//! the list may be longer the next time, and to prepare one of ours costs more than to run it. Here a list is filled up to a
//! power of two with its last value, so that there are few lengths.

use diesel::{
    backend::Backend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping},
    prelude::QueryResult,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{Bool, HasSqlType, SingleValue, SqlType, is_nullable::NotNull},
};

/// Longer lists are rare, and their statements are not kept.
const LONGEST_KEPT: usize = 128;

/// Whether the value of a column is one of these. Of none, nothing is.
#[derive(Clone, Debug)]
pub(super) struct OneOf<C, V> {
    column: C,
    values: Vec<V>,
}

/// Compares a column with a list of values.
pub(super) trait EqOneOf: Sized {
    /// Whether its value is one of these.
    fn eq_one_of<V>(self, values: impl IntoIterator<Item = V>) -> OneOf<Self, V>;
}

impl<C> EqOneOf for C
where
    C: Expression,
    C::SqlType: SingleValue + SqlType<IsNull = NotNull>,
{
    fn eq_one_of<V>(self, values: impl IntoIterator<Item = V>) -> OneOf<Self, V> {
        OneOf { column: self, values: values.into_iter().collect() }
    }
}

impl<C: Expression, V> Expression for OneOf<C, V> {
    type SqlType = Bool;
}

impl<C, V, Source> AppearsOnTable<Source> for OneOf<C, V>
where
    C: AppearsOnTable<Source>,
    Self: Expression,
{
}

impl<C, V, Source> SelectableExpression<Source> for OneOf<C, V>
where
    C: SelectableExpression<Source>,
    Self: AppearsOnTable<Source>,
{
}

impl<C: ValidGrouping<Grouping>, V, Grouping> ValidGrouping<Grouping> for OneOf<C, V> {
    type IsAggregate = C::IsAggregate;
}

/// Known by its text: how many values there are is no part of the type.
impl<C, V> QueryId for OneOf<C, V> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, V, DB> QueryFragment<DB> for OneOf<C, V>
where
    DB: Backend + HasSqlType<C::SqlType>,
    C: Expression + QueryFragment<DB>,
    C::SqlType: SingleValue,
    V: ToSql<C::SqlType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some(last) = self.values.last() else {
            out.push_sql("1=0");
            return Ok(());
        };
        let mut filled = self.values.len();
        if filled <= LONGEST_KEPT {
            filled = filled.next_power_of_two();
        } else {
            out.unsafe_to_cache_prepared();
        }
        self.column.walk_ast(out.reborrow())?;
        for (index, value) in self.values.iter().chain(std::iter::repeat(last)).take(filled).enumerate() {
            out.push_sql(if index == 0 { " IN (" } else { ", " });
            out.push_bind_param::<C::SqlType, V>(value)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::{QueryDsl, debug_query, sqlite::Sqlite};

    use super::*;
    use crate::store::schema::ledger;

    fn written(positions: impl IntoIterator<Item = i64>) -> String {
        let query = ledger::table.filter(ledger::position.eq_one_of(positions)).select(ledger::position);
        let whole = debug_query::<Sqlite, _>(&query).to_string();
        whole.rsplit_once("WHERE").unwrap().1.trim().to_owned()
    }

    #[test]
    fn lists_are_filled_with_their_last_value() {
        assert_eq!(written([7]), "`ledger`.`position` IN (?) -- binds: [7]");
        assert_eq!(written([7, 8, 9]), "`ledger`.`position` IN (?, ?, ?, ?) -- binds: [7, 8, 9, 9]");
        assert_eq!(written([]), "1=0 -- binds: []");
        assert_eq!(written(0..100).matches('?').count(), 128);
        assert_eq!(written(0..129).matches('?').count(), 129);
    }
}
