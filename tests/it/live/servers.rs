//! MariaDB and PostgreSQL, each started for one test in a folder of its own, on the loopback alone, and stopped with it.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::oracle;

/// The password of every user of the servers; no output may hold it.
pub const SECRET: &str = "s3cret-hunter2";
/// Nobody: PostgreSQL's server does not run as root.
const NOBODY: u32 = 65_534;
/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub struct Server {
    child: Child,
    folder: TempDir,
    pub port: u16,
    programs: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder that holds `program`: of the path, of Debian's packages, or of what `./test` unpacked.
fn folder_of(program: &str, further: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    // A link in a folder of links stands for the folder of the program.
    let found = further.iter().chain(&on_path).map(|folder| folder.join(program)).find(|path| path.is_file())?;
    Some(fs::canonicalize(found).ok()?.parent()?.to_path_buf())
}

/// The folders in which versions of a program stand beside each other, the newest first.
fn versions(folder: &str, below: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join(below))))
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Runs a program to its end, which must be a good one.
#[track_caller]
fn ran(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().expect("a program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}{}", String::from_utf8_lossy(&output.stdout));
}

/// A certificate for `localhost`, of an authority of its own: `ca.pem`, `server.pem`, `server.key`; and an authority that
/// has nothing to do with it, `other.pem`.
fn certificates(folder: &Path) {
    let openssl = |arguments: &[&str]| ran(Command::new("openssl").args(arguments).current_dir(folder));
    for (name, subject) in [("ca", "/CN=authority"), ("other", "/CN=somebody else")] {
        let (key, certificate) = (format!("{name}.key"), format!("{name}.pem"));
        openssl(&[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            subject,
            "-keyout",
            &key,
            "-out",
            &certificate,
            "-addext",
            "keyUsage=critical,keyCertSign",
        ]);
    }
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n").expect("a file");
    openssl(&[
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-keyout",
        "server.key",
        "-out",
        "server.csr",
    ]);
    openssl(&[
        "x509",
        "-req",
        "-in",
        "server.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "names",
        "-out",
        "server.pem",
    ]);
}

/// A folder that the user of the server owns, with certificates in it.
fn folder() -> (TempDir, bool) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    certificates(path);
    let is_root = fs::metadata(path).expect("a folder").uid() == 0;
    if is_root {
        for file in ["", "ca.pem", "server.pem", "server.key"] {
            chown(path.join(file), Some(NOBODY), Some(NOBODY)).expect("a file of one's own");
        }
    }
    fs::set_permissions(path.join("server.key"), Permissions::from_mode(0o600)).expect("a file of one's own");
    (folder, is_root)
}

/// The program, run as nobody where this is root, and ended with the thread that runs it, should that be cut short.
fn as_server(program: &Path, is_root: bool) -> Command {
    let mut command = Command::new("setpriv");
    if is_root {
        command.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}"), "--clear-groups"]);
    }
    command.args(["--pdeathsig", "KILL", "--"]).arg(program).stdin(Stdio::null());
    command
}

impl Server {
    /// Waits until the server is as it should be.
    pub fn wait(&self, mut answers: impl FnMut(&Server) -> bool) {
        let start = Instant::now();
        while !answers(self) {
            assert!(start.elapsed() < PATIENCE, "the server does not answer: {}", self.said());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// What the server wrote last.
    fn said(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }

    /// A file of the server's folder.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path in UTF-8").to_owned()
    }

    fn log(folder: &Path) -> (File, File) {
        let log = File::create(folder.join("log")).expect("a file");
        (log.try_clone().expect("a file"), log)
    }

    /// MariaDB with the users `app`, who may do anything, and `reader`, who may not; `None` where it is not there.
    pub fn mariadb() -> Option<Server> {
        let cache = oracle::cache().join("databases");
        let further = ["usr/sbin", "usr/bin"].map(|below| cache.join(below)).to_vec();
        let further = [further, vec!["/usr/sbin".into()]].concat();
        let (server, client) = (folder_of("mariadbd", &further), folder_of("mariadb", &further));
        let missing = tools().or_else(|| server.is_none().then(|| "no `mariadbd`".to_owned()));
        let missing = missing.or_else(|| client.is_none().then(|| "no `mariadb`".to_owned()));
        if !oracle::is_there("MariaDB", missing) {
            return None;
        }
        let (server, programs) = (server?, client?);
        let (folder, is_root) = folder();
        let path = folder.path().to_owned();
        let data = format!("--datadir={}", path.join("data").display());
        let mut install = as_server(&programs.join("mariadb-install-db"), is_root);
        install.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", &data]);
        if let Some(base) = programs.parent().filter(|base| base.starts_with(&cache)) {
            install.arg(format!("--basedir={}", base.display()));
        }
        ran(&mut install);
        let port = free_port();
        let (out, err) = Server::log(&path);
        let in_folder = |option: &str, file: &str| format!("--{option}={}", path.join(file).display());
        let mut command = as_server(&server.join("mariadbd"), is_root);
        command
            .args([
                "--no-defaults",
                "--bind-address=127.0.0.1",
                "--skip-log-bin",
                "--connect-timeout=60",
                &data,
                &format!("--port={port}"),
            ])
            // The data are worth nothing.
            .args(["--debug-no-sync", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--sync-frm=0"])
            .args([in_folder("socket", "socket"), in_folder("pid-file", "pid"), in_folder("tmpdir", "")])
            .args([
                in_folder("ssl-ca", "ca.pem"),
                in_folder("ssl-cert", "server.pem"),
                in_folder("ssl-key", "server.key"),
            ]);
        if let Some(base) = programs.parent().filter(|base| base.starts_with(&cache)) {
            command.arg(format!("--basedir={}", base.display()));
        }
        let child = command.stdout(out).stderr(err).spawn().expect("MariaDB runs");
        let server = Server { child, folder, port, programs };
        server.wait(|server| server.sql(None, "SELECT 1").0);
        for user in ["app", "reader"] {
            server.run(None, &format!("CREATE USER {user} IDENTIFIED BY '{SECRET}'"));
        }
        server.run(None, "GRANT ALL ON *.* TO app WITH GRANT OPTION");
        Some(server)
    }

    /// PostgreSQL with the user `postgres`; `None` where it is not there.
    pub fn postgres() -> Option<Server> {
        let unpacked = oracle::cache().join("databases/usr/lib/postgresql");
        let mut further = versions("/usr/lib/postgresql", "bin");
        further.extend(versions(unpacked.to_str().unwrap_or(""), "bin"));
        let programs = folder_of("postgres", &further);
        let missing = tools().or_else(|| programs.is_none().then(|| "no `postgres`".to_owned()));
        if !oracle::is_there("PostgreSQL", missing) {
            return None;
        }
        let programs = programs?;
        let (folder, is_root) = folder();
        let path = folder.path().to_owned();
        fs::write(path.join("password"), SECRET).expect("a file");
        fs::set_permissions(path.join("password"), Permissions::from_mode(0o644)).expect("a file of one's own");
        let data = path.join("data");
        ran(as_server(&programs.join("initdb"), is_root)
            .args(["--auth=scram-sha-256", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"])
            .arg(format!("--pwfile={}", path.join("password").display()))
            .arg(&data));
        let port = free_port();
        let (out, err) = Server::log(&path);
        let with = |setting: &str, file: &str| format!("{setting} = '{}'\n", path.join(file).display());
        // In the file, so that a test can change it while the server runs.
        let settings =
            ["ssl = on\n".to_owned(), with("ssl_cert_file", "server.pem"), with("ssl_key_file", "server.key")];
        let mut file = File::options().append(true).open(data.join("postgresql.conf")).expect("the settings");
        file.write_all(settings.concat().as_bytes()).expect("the settings");
        let child = as_server(&programs.join("postgres"), is_root)
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"])
            .args(["-c", &format!("unix_socket_directories={}", path.display())])
            .stdout(out)
            .stderr(err)
            .spawn()
            .expect("PostgreSQL runs");
        let server = Server { child, folder, port, programs };
        server.wait(|server| server.psql("postgres", Stdio::null(), &["-c", "select 1"]).0);
        Some(server)
    }

    /// Whether MariaDB takes the statements, and what it says.
    pub fn sql(&self, database: Option<&str>, statements: &str) -> (bool, String) {
        self.mariadb_client(database, Stdio::null(), &["-e", statements])
    }

    /// Has MariaDB run the statements, which it must take.
    #[track_caller]
    pub fn run(&self, database: Option<&str>, statements: &str) {
        let (taken, said) = self.sql(database, statements);
        assert!(taken, "{statements}: {said}{}", self.said());
    }

    /// Has MariaDB read a file of statements, and go on after those that it refuses; what it refuses.
    pub fn load_mariadb(&self, database: &str, content: &str) -> String {
        self.mariadb_client(Some(database), self.input(content), &["--force"]).1
    }

    fn mariadb_client(&self, database: Option<&str>, input: Stdio, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(self.programs.join("mariadb"));
        command.args([
            "--no-defaults",
            "-uroot",
            "--skip-ssl",
            "--default-character-set=utf8mb4",
            "-S",
            &self.file("socket"),
        ]);
        let output = command.args(arguments).args(database).stdin(input).output().expect("the client runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// How MariaDB writes the tables of a database, as its dumps do.
    pub fn shown_by_mariadb(&self, database: &str) -> String {
        let ask = |statement: &str| {
            let mut command = Command::new(self.programs.join("mariadb"));
            command.args(["--no-defaults", "-uroot", "--skip-ssl", "--default-character-set=utf8mb4"]);
            command.args(["-S", &self.file("socket"), "--raw", "-NB", "-e", statement, database]);
            String::from_utf8(command.output().expect("the client runs").stdout).expect("UTF-8")
        };
        let tables = ask("SHOW FULL TABLES WHERE Table_type NOT IN ('VIEW', 'SEQUENCE')");
        let names = tables.lines().filter_map(|line| line.split('\t').next());
        let shown = |name: &str| {
            let shown = ask(&format!("SHOW CREATE TABLE `{}`", name.replace('`', "``")));
            let (_, statement) = shown.split_once('\t').expect("a name and a statement");
            format!("{};\n", statement.trim_end())
        };
        names.map(shown).collect()
    }

    /// How PostgreSQL's own program dumps a database.
    pub fn dumped_by_postgres(&self, database: &str) -> String {
        let program = self.programs.join("pg_dump");
        let mut command = Command::new(if program.is_file() { program } else { PathBuf::from("pg_dump") });
        command.args(["--schema-only", "-U", "postgres", "-h", "127.0.0.1", "-p", &self.port.to_string(), database]);
        let output = command.env("PGPASSWORD", SECRET).output().expect("pg_dump runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Has PostgreSQL run the statements, which it must take.
    #[track_caller]
    pub fn run_postgres(&self, database: &str, statements: &str) {
        let (taken, said) = self.psql(database, Stdio::null(), &["-v", "ON_ERROR_STOP=1", "-c", statements]);
        assert!(taken, "{statements}: {said}{}", self.said());
    }

    /// Has PostgreSQL read a file of statements, and go on after those that it refuses; what it refuses.
    pub fn load_postgres(&self, database: &str, content: &str) -> String {
        self.psql(database, self.input(content), &["-q"]).1
    }

    /// The program that sends statements to PostgreSQL.
    pub fn psql_command(&self, database: &str) -> Command {
        let program = self.programs.join("psql");
        let mut command = Command::new(if program.is_file() { program } else { PathBuf::from("psql") });
        command.args(["-X", "-U", "postgres", "-h", "127.0.0.1", "-p", &self.port.to_string(), "-d", database]);
        command.env("PGPASSWORD", SECRET);
        command
    }

    /// Whether PostgreSQL takes what the arguments of its client say, and what it says.
    pub fn psql(&self, database: &str, input: Stdio, arguments: &[&str]) -> (bool, String) {
        let output = self.psql_command(database).args(arguments).stdin(input).output().expect("psql runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn input(&self, content: &str) -> Stdio {
        let path = self.folder.path().join("input.sql");
        fs::write(&path, content).expect("a file");
        File::open(path).expect("a file").into()
    }
}

/// What every server here needs beside itself, if something is missing.
fn tools() -> Option<String> {
    ["openssl", "setpriv"]
        .into_iter()
        .find(|tool| folder_of(tool, &[]).is_none())
        .map(|tool| format!("no `{tool}`, which sets the server up"))
}
