//! The published mappings as generated modules would have them: a composite key (one item a row) and a flat pivot (one item an
//! order), each for events in order and for events in any order.

#![allow(dead_code)]

use mapc_runtime as rt;
use mapc_runtime::events as ev;

/// The position of a row, where the mapping keeps it.
pub trait Keeps: Copy + PartialEq {
    const KEEPS: bool;
}

/// `events ordered`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered;

/// `events unordered`, `version $position`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unordered;

impl Keeps for Ordered {
    const KEEPS: bool = false;
}

impl Keeps for Unordered {
    const KEEPS: bool = true;
}

/// A row of `mydatabase.purchase`.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub customerid: &'a str,
    pub orderid: &'a str,
    pub productid: &'a str,
    pub quantity: Option<rt::Number<'a>>,
    pub position: &'a str,
}

fn row<'a>(columns: &ev::Columns<'a>, context: &ev::Context<'a>, keeps: bool) -> Result<Row<'a>, rt::Error> {
    Ok(Row {
        customerid: columns.text("customerid")?,
        orderid: columns.text("orderid")?,
        productid: columns.text("productid")?,
        quantity: columns.number_or_null("quantity")?,
        position: if keeps { context.position()? } else { "" },
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    customerid: &'a str,
    orderid: &'a str,
    productid: &'a str,
    position: &'a str,
}

fn identity<'a>(columns: &ev::Columns<'a>, context: &ev::Context<'a>, keeps: bool) -> Result<Identity<'a>, rt::Error> {
    Ok(Identity {
        customerid: columns.text("customerid")?,
        orderid: columns.text("orderid")?,
        productid: columns.text("productid")?,
        position: if keeps { context.position()? } else { "" },
    })
}

/// What both settings of both maps say alike.
pub const CHANGES: ev::Changes = ev::Changes {
    table: "purchase",
    source: Some(ev::Source { schema: Some("mydatabase"), table: "purchase" }),
    on_key_change: ev::KeyChange::Replace,
    on_delete: ev::Delete::Remove,
    order: ev::Order::Ordered,
    identity_is_primary_key: true,
    identity_is_immutable: false,
};

const POSITION: rt::Name = rt::Name::new("position");

/// `partition key customer_orderid = "${customerid}|${orderid}"`, `sort key productid`, `field quantity`
pub mod composite {
    use std::marker::PhantomData;

    use super::{Identity, Keeps, POSITION, Row, ev, rt};

    pub struct Item<'a, K>(pub Row<'a>, pub PhantomData<K>);
    #[derive(PartialEq, Eq)]
    pub struct Key<'a, K>(Identity<'a>, PhantomData<K>);

    impl<'a, K: Keeps> ev::FromColumns<'a> for Item<'a, K> {
        fn from_columns(columns: &ev::Columns<'a>, context: &ev::Context<'a>) -> Result<Self, rt::Error> {
            Ok(Item(super::row(columns, context, K::KEEPS)?, PhantomData))
        }
    }

    impl<'a, K: Keeps> ev::FromColumns<'a> for Key<'a, K> {
        fn from_columns(columns: &ev::Columns<'a>, context: &ev::Context<'a>) -> Result<Self, rt::Error> {
            Ok(Key(super::identity(columns, context, K::KEEPS)?, PhantomData))
        }
    }

    fn key<O: rt::Attributes>(customer: &str, order: &str, product: &str, out: &mut O) -> Result<(), rt::Error> {
        let parts = [rt::text(customer), rt::literal("|"), rt::text(order)];
        rt::put_partition_key(out, const { &rt::Name::new("customer_orderid") }, rt::template(&parts))?;
        rt::put_sort_key(out, const { &rt::Name::new("productid") }, product)
    }

    impl<K: Keeps> rt::ToItem for Item<'_, K> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            key(self.0.customerid, self.0.orderid, self.0.productid, out)
        }

        fn attributes<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            rt::put_or_omit(out, const { &rt::Name::new("quantity") }, self.0.quantity)?;
            if K::KEEPS { rt::put(out, &POSITION, self.0.position) } else { Ok(()) }
        }
    }

    impl<K: Keeps> ev::Identify for Key<'_, K> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            key(self.0.customerid, self.0.orderid, self.0.productid, out)
        }

        fn versions(&self, versions: &mut rt::Members) -> Result<(), rt::Error> {
            if K::KEEPS { versions.put(rt::template(&[rt::literal("position")]), self.0.position) } else { Ok(()) }
        }
    }

    pub fn requests<K: Keeps, S: ev::RequestSink>(
        event: &ev::Event<'_>,
        changes: &ev::Changes,
        sink: &mut S,
    ) -> Result<(), rt::Error> {
        ev::item_requests::<Item<'_, K>, Key<'_, K>, S>(event, changes, sink)
    }
}

/// `partition key customerid`, `sort key orderid`, `pivot "p#${productid}" = quantity`, and `pivot "v#${productid}" = $position`
pub mod pivot {
    use std::marker::PhantomData;

    use super::{Identity, Keeps, Row, ev, rt};

    pub struct Item<'a, K>(pub Row<'a>, pub PhantomData<K>);
    #[derive(PartialEq, Eq)]
    pub struct Key<'a, K>(Identity<'a>, PhantomData<K>);

    impl<'a, K: Keeps> ev::FromColumns<'a> for Item<'a, K> {
        fn from_columns(columns: &ev::Columns<'a>, context: &ev::Context<'a>) -> Result<Self, rt::Error> {
            Ok(Item(super::row(columns, context, K::KEEPS)?, PhantomData))
        }
    }

    impl<'a, K: Keeps> ev::FromColumns<'a> for Key<'a, K> {
        fn from_columns(columns: &ev::Columns<'a>, context: &ev::Context<'a>) -> Result<Self, rt::Error> {
            Ok(Key(super::identity(columns, context, K::KEEPS)?, PhantomData))
        }
    }

    fn key<O: rt::Attributes>(customer: &str, order: &str, out: &mut O) -> Result<(), rt::Error> {
        rt::put_partition_key(out, const { &rt::Name::new("customerid") }, customer)?;
        rt::put_sort_key(out, const { &rt::Name::new("orderid") }, order)
    }

    impl<K: Keeps> rt::ToItem for Item<'_, K> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            key(self.0.customerid, self.0.orderid, out)
        }

        fn attributes<O: rt::Attributes>(&self, _out: &mut O) -> Result<(), rt::Error> {
            Ok(())
        }
    }

    impl<K: Keeps> rt::ToMembers for Item<'_, K> {
        const RESERVED: &'static [&'static str] = &["customerid", "orderid"];

        fn members(&self, members: &mut rt::Members) -> Result<(), rt::Error> {
            let row = &self.0;
            members.put_or_omit(rt::template(&[rt::literal("p#"), rt::text(row.productid)]), row.quantity)?;
            if K::KEEPS {
                members.put(rt::template(&[rt::literal("v#"), rt::text(row.productid)]), row.position)?;
            }
            Ok(())
        }
    }

    impl<K: Keeps> ev::Identify for Key<'_, K> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            key(self.0.customerid, self.0.orderid, out)
        }

        fn names(&self, members: &mut rt::Members) -> Result<(), rt::Error> {
            members.remove(rt::template(&[rt::literal("p#"), rt::text(self.0.productid)]))?;
            if K::KEEPS {
                members.remove(rt::template(&[rt::literal("v#"), rt::text(self.0.productid)]))?;
            }
            Ok(())
        }

        fn versions(&self, versions: &mut rt::Members) -> Result<(), rt::Error> {
            if K::KEEPS {
                let name = [rt::literal("v#"), rt::text(self.0.productid)];
                versions.put(rt::template(&name), self.0.position)?;
            }
            Ok(())
        }
    }

    pub fn requests<K: Keeps, S: ev::RequestSink>(
        event: &ev::Event<'_>,
        changes: &ev::Changes,
        sink: &mut S,
    ) -> Result<(), rt::Error> {
        ev::member_requests::<Item<'_, K>, Key<'_, K>, S>(event, changes, sink)
    }
}
