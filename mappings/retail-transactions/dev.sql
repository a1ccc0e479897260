-- The table of the published migration: it declares no key.
CREATE TABLE retail_transactions (
  tran_id INT,
  tran_date DATE,
  store_id INT,
  store_city varchar(50),
  store_state char(2),
  item_code varchar(50),
  quantity INT,
  total FLOAT
);
