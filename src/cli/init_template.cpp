#include "cli/init_template.h"

#include "base/text.h"

namespace darties::cli {
namespace {

constexpr TemplateFile kFiles[] = {
    {"darties.yml", R"(name: @NAME@
format_version: 1
target: embedded
targets:
  embedded: { warehouse: .darties/warehouse.duckdb }

# The bucket s3://@BUCKET@ is the folder data. Take the mapping out, and it is a bucket of Amazon S3.
lake:
  buckets:
    @BUCKET@: data

variables:
  orders: s3://@BUCKET@/orders/
)"},
    {"README.md", R"(# @NAME@

    darties run @NAME@
    darties query orders_of_a_city city=Lyon
    darties sql

| folder | what lies there |
|---|---|
| `darties.yml` | where the warehouse and the buckets are, and the variables of the pipelines |
| `pipelines/` | the tasks and what waits for what |
| `1_sources/` | what the files look like |
| `2_staging/` | tables that keep what the files say |
| `3_star/` | facts and dimensions, and one query that fills each |
| `4_checks/` | what must hold: a sentence, and a query that finds the rows that break it |
| `5_queries/` | questions with parameters |
| `data/` | the bucket, as long as it is a folder |
)"},
    {".gitignore", ".darties/\ndwh.cfg\n"},
    {"data/orders/2026-01.csv", R"(order_id,ordered_at,customer,city,amount
1,2026-01-03 09:12:00,Ada,Lyon,40.50
2,2026-01-03 17:40:10,Blaise,Paris,12.00
3,2026-01-19 11:05:42,Ada,Lyon,7.25
)"},
    {"data/orders/2026-02.csv", R"(order_id,ordered_at,customer,city,amount
4,2026-02-02 08:30:00,Emmy,Nancy,99.90
5,2026-02-11 21:15:37,Blaise,Paris,3.10
)"},
    {"1_sources/README.md", R"(# Sources

`data/orders/YYYY-MM.csv`: the orders of a month, with a heading. `ordered_at` is UTC, `amount` is in euros.
)"},
    {"2_staging/create_tables.sql", R"(-- One row per line of the files.
CREATE TABLE IF NOT EXISTS staging_orders (
  order_id   INTEGER,
  ordered_at TIMESTAMP,
  customer   VARCHAR(64),
  city       VARCHAR(64),
  amount     DECIMAL(10,2)
)
DISTSTYLE EVEN;
)"},
    {"3_star/create_tables.sql", R"(-- One row per customer.
CREATE TABLE IF NOT EXISTS customers (
  customer VARCHAR(64) NOT NULL,
  city     VARCHAR(64),
  PRIMARY KEY (customer)
)
DISTSTYLE ALL;

-- One row per order.
CREATE TABLE IF NOT EXISTS orders (
  order_id   INTEGER       NOT NULL,
  ordered_at TIMESTAMP     NOT NULL,
  customer   VARCHAR(64)   NOT NULL REFERENCES customers (customer),
  amount     DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (order_id)
)
SORTKEY (ordered_at);
)"},
    {"3_star/customers.sql", R"(-- One row per customer, with the city of the latest order.
SELECT customer, city
FROM (
  SELECT customer, city, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at DESC) AS recency
  FROM staging_orders
) AS ranked
WHERE recency = 1
)"},
    {"3_star/orders.sql", R"(-- One row per order.
SELECT order_id, ordered_at, customer, amount
FROM staging_orders
)"},
    {"4_checks/orders_positive.sql", R"(-- check: An order costs something.
-- severity: error
SELECT order_id, amount
FROM orders
WHERE amount <= 0
)"},
    {"4_checks/orders_customer_known.sql", R"(-- check: Every order belongs to a customer we know.
-- severity: error
SELECT orders.order_id, orders.customer
FROM orders
LEFT JOIN customers ON customers.customer = orders.customer
WHERE customers.customer IS NULL
)"},
    {"5_queries/orders_of_a_city.sql", R"(-- question: What did the customers in {city} order?
-- parameter: city = Lyon
-- empty: Nobody in {city} has ordered anything.
SELECT orders.order_id, orders.ordered_at, orders.customer, orders.amount
FROM orders
JOIN customers ON customers.customer = orders.customer
WHERE LOWER(customers.city) = LOWER(:city)
ORDER BY orders.ordered_at
)"},
    {"pipelines/@NAME@.yml", R"(dag: @NAME@
description: Orders as a star

tasks:
  create_tables:
    sql: [2_staging/create_tables.sql, 3_star/create_tables.sql]
  stage_orders:
    stage: { table: staging_orders, from: "{{ orders }}", options: "CSV IGNOREHEADER 1" }
    after: create_tables
  customers:
    load_dimension: { table: customers, query: 3_star/customers.sql, mode: replace }
    after: stage_orders
  orders:
    load_fact: { table: orders, query: 3_star/orders.sql, mode: replace }
    after: stage_orders
  checks:
    check: 4_checks/*.sql
    after: [customers, orders]
)"},
};

}  // namespace

std::span<const TemplateFile> template_files() { return kFiles; }

std::string_view aws_template() {
  return R"(# Where AWS is and who asks. Git ignores this file; only you can read it.

[AWS]
# Leave both empty to use the profile, the environment, or the role of the machine.
KEY=
SECRET=

[DWH]
# single-node or multi-node
DWH_CLUSTER_TYPE=single-node
DWH_NUM_NODES=1
DWH_NODE_TYPE=ra3.large
DWH_IAM_ROLE_NAME=@NAME@-redshift
DWH_CLUSTER_IDENTIFIER=@NAME@
DWH_DB=dev
DWH_DB_USER=awsuser
# Empty: one is made when the cluster is, and kept beside it, never here.
DWH_DB_PASSWORD=
DWH_PORT=5439
DWH_REGION=eu-west-1
# Written by `darties infra up`.
DWH_ENDPOINT=
DWH_ROLE_ARN=

[S3]
# Variables of the pipelines: {{ s3.log_data }} and so on.
LOG_DATA=
LOG_JSONPATH=
SONG_DATA=
)";
}

std::string fill_template(std::string_view text, const std::string& name) {
  return replace_all(replace_all(text, "@NAME@", name), "@BUCKET@", replace_all(name, "_", "-"));
}

}  // namespace darties::cli
