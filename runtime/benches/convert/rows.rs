//! Converters of the two conversions that are measured, in the form in which mapc writes them.

/// Each row an item.
pub mod record {
    use mapc_runtime as rt;

    const PK: rt::Name = rt::Name::new("pk");
    const PRODUCTID: rt::Name = rt::Name::new("productid");
    const QUANTITY: rt::Name = rt::Name::new("quantity");

    /// A row.
    pub struct Row<'a> {
        customerid: &'a str,
        orderid: &'a str,
        productid: &'a str,
        quantity: rt::Number<'a>,
    }

    /// The table.
    pub struct Table;

    impl rt::Table for Table {
        type Row<'a> = Row<'a>;
        const COLUMNS: &'static [&'static str] = &["customerid", "orderid", "productid", "quantity"];
        #[inline]
        fn row<'a>(record: &rt::Record<'a>) -> Result<Row<'a>, rt::Error> {
            Ok(Row {
                customerid: record.get(0)?,
                orderid: record.get(1)?,
                productid: record.get(2)?,
                quantity: record.get(3)?,
            })
        }
    }

    impl rt::ToItem for Row<'_> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            rt::put_partition_key(
                out,
                &PK,
                rt::template(&[rt::text(self.customerid), rt::literal("|"), rt::text(self.orderid)]),
            )?;
            Ok(())
        }
        fn attributes<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            rt::put(out, &PRODUCTID, self.productid)?;
            rt::put(out, &QUANTITY, self.quantity)?;
            Ok(())
        }
    }
}

/// The rows of an order an item.
pub mod pivot {
    use mapc_runtime as rt;

    const PK: rt::Name = rt::Name::new("pk");

    /// A row.
    pub struct Row<'a> {
        customerid: &'a str,
        orderid: &'a str,
        productid: &'a str,
        quantity: rt::Number<'a>,
    }

    /// The table.
    pub struct Table;

    impl rt::Table for Table {
        type Row<'a> = Row<'a>;
        const COLUMNS: &'static [&'static str] = &["customerid", "orderid", "productid", "quantity"];
        #[inline]
        fn row<'a>(record: &rt::Record<'a>) -> Result<Row<'a>, rt::Error> {
            Ok(Row {
                customerid: record.get(0)?,
                orderid: record.get(1)?,
                productid: record.get(2)?,
                quantity: record.get(3)?,
            })
        }
    }

    impl rt::ToItem for Row<'_> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            rt::put_partition_key(
                out,
                &PK,
                rt::template(&[rt::text(self.customerid), rt::literal("|"), rt::text(self.orderid)]),
            )?;
            Ok(())
        }
        fn attributes<O: rt::Attributes>(&self, _out: &mut O) -> Result<(), rt::Error> {
            Ok(())
        }
    }

    impl rt::ToMembers for Row<'_> {
        const RESERVED: &'static [&'static str] = &["pk"];
        fn members(&self, members: &mut rt::Members) -> Result<(), rt::Error> {
            members.put(rt::template(&[rt::text(self.productid)]), self.quantity)?;
            Ok(())
        }
    }
}
