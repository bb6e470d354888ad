// The tasks of every program of this folder, in Rust: see ../README.md.
use std::io::BufRead;
use std::{env, fs, io, process};

fn run(input: &str) -> io::Result<()> {
    let bytes = fs::read(input)?.len();
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let greeting = env::var("GREETING").unwrap_or("(none)".into());
    let report = format!("input {bytes} bytes\nstdin {}\nGREETING {greeting}\n", line.trim_end());
    fs::write("report.txt", report)?;

    fs::create_dir_all("parts/deep")?;
    // An absolute path means the same directory.
    let names = ["parts/1.txt", "parts/2.txt", "parts/deep/3.txt", "/parts/deep/4.log"];
    for (index, name) in names.iter().enumerate() {
        fs::write(name, format!("part {}\n", index + 1))?;
    }
    Ok(())
}

fn main() {
    let args: Vec<String> = env::args().collect();
    let [_, input, code] = args.as_slice() else {
        eprintln!("expected an input and an exit code");
        process::exit(1);
    };
    if let Err(error) = run(input) {
        eprintln!("{error}");
        process::exit(1);
    }
    println!("wrote the report");
    eprintln!("leaving with {code}");
    process::exit(code.parse().unwrap_or(3));
}
