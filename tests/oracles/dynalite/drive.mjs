// Holds tables and items against dynalite, a server that imitates DynamoDB closely, over plain HTTP on the loopback.
//
//   node drive.mjs PLAN.json    PLAN: {"tables": [{"create": <CreateTable input>, "items": [<item in DynamoDB JSON>…]}…]}
//   node drive.mjs --version
//
// For each table: creates it, waits until it is active, puts each item, reads each back by its key and compares, and at
// the end counts the items of the table. A wrong answer is one line, `table: step: what`; two items with one key are found
// by the count. The server lives in this process and ends with it; after 60 seconds all is given up.
//
// dynalite is taken from $MAPC_CACHE/dynalite (default ~/.cache/mapc). Exit: 0 fine, 1 findings, 2 not usable.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

const cache = process.env.MAPC_CACHE || join(homedir(), ".cache", "mapc");
const deadline = setTimeout(() => stop("gave up after 60 seconds"), 60_000);

function stop(reason) {
  console.error(`drive: ${reason}`);
  process.exit(2);
}

function load() {
  const require = createRequire(join(cache, "dynalite", "package.json"));
  try {
    return { dynalite: require("dynalite"), version: require("dynalite/package.json").version };
  } catch (error) {
    return stop(error.message.split("\n")[0]);
  }
}

/** One call of the API; the answer, or an error with the service's own words. */
function call(port, action, input) {
  const body = JSON.stringify(input);
  const headers = {
    "Content-Type": "application/x-amz-json-1.0",
    "Content-Length": Buffer.byteLength(body),
    "X-Amz-Target": `DynamoDB_20120810.${action}`,
    "X-Amz-Date": "20200101T000000Z",
    // Looked at for its form only.
    Authorization:
      "AWS4-HMAC-SHA256 Credential=none/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method: "POST", path: "/", headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString() || "{}");
        const kind = (answer.__type || `HTTP ${response.statusCode}`).replace(/^.*#/, "");
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`${kind}: ${answer.message || answer.Message || "no message"}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function active(port, name) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { Table } = await call(port, "DescribeTable", { TableName: name });
    if (Table.TableStatus === "ACTIVE") return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the table is not active after two seconds");
}

async function checkTable(port, { create, items }, wrong) {
  const name = create.TableName;
  try {
    await call(port, "CreateTable", create);
    await active(port, name);
  } catch (error) {
    return wrong(name, "create", error.message);
  }
  for (const [index, item] of items.entries()) {
    try {
      await call(port, "PutItem", { TableName: name, Item: item });
      const key = Object.fromEntries(create.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
      const { Item } = await call(port, "GetItem", { TableName: name, Key: key, ConsistentRead: true });
      if (!isDeepStrictEqual(Item, item)) wrong(name, `item ${index}`, `came back as ${JSON.stringify(Item)}`);
    } catch (error) {
      wrong(name, `item ${index}`, error.message);
    }
  }
  const { Count } = await call(port, "Scan", { TableName: name, Select: "COUNT" });
  if (Count !== items.length) wrong(name, "count", `${items.length} items were put, the table holds ${Count}`);
}

async function main(argument) {
  const { dynalite, version } = load();
  if (argument === "--version") {
    console.log(`dynalite ${version}`);
    return 0;
  }
  const plan = JSON.parse(readFileSync(argument, "utf8"));
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  let findings = 0;
  const wrong = (table, step, what) => {
    findings += 1;
    console.log(`${table}: ${step}: ${what}`);
  };
  for (const table of plan.tables) await checkTable(server.address().port, table, wrong);
  console.log(`checked ${plan.tables.length} tables: ${findings} findings`);
  server.close();
  return findings === 0 ? 0 : 1;
}

try {
  const code = await main(process.argv[2]);
  clearTimeout(deadline);
  process.exit(code);
} catch (error) {
  stop(error.stack);
}
