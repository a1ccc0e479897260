CREATE TABLE line (
  order_no int NOT NULL,
  `type` varchar(20) NOT NULL,
  price decimal(10,2),
  PRIMARY KEY (order_no, `type`)
);
