-- The shop's orders: one row for each product of an order.
CREATE TABLE purchase (
  customerid varchar(64) NOT NULL,
  orderid    varchar(64) NOT NULL,
  productid  varchar(64) NOT NULL,
  quantity   int         NOT NULL,
  PRIMARY KEY (customerid, orderid, productid)
);
