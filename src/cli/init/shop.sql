-- The tables of the database that is migrated, as its own tool prints them: for MySQL, `mysqldump --no-data`.
CREATE TABLE purchase (
  customerid varchar(64) NOT NULL,
  orderid varchar(64) NOT NULL,
  productid varchar(64) NOT NULL,
  quantity int NOT NULL COMMENT 'pieces',
  PRIMARY KEY (customerid, orderid, productid)
);
