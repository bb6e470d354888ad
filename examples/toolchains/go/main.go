// The tasks of every program of this folder, in Go: see ../README.md. Without fmt, which adds half a megabyte.
package main

import (
	"bufio"
	"os"
	"strconv"
)

func fail(what string) {
	os.Stderr.WriteString(what + "\n")
	os.Exit(1)
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func write(name string, text string) {
	check(os.WriteFile(name, []byte(text), 0o644))
}

func main() {
	if len(os.Args) != 3 {
		fail("expected an input and an exit code")
	}
	input, err := os.ReadFile(os.Args[1])
	check(err)
	lines := bufio.NewScanner(os.Stdin)
	lines.Scan()
	check(lines.Err())
	greeting, ok := os.LookupEnv("GREETING")
	if !ok {
		greeting = "(none)"
	}
	write("report.txt", "input "+strconv.Itoa(len(input))+" bytes\nstdin "+lines.Text()+"\nGREETING "+greeting+"\n")

	check(os.MkdirAll("parts/deep", 0o755))
	// An absolute path means the same directory.
	for i, name := range []string{"parts/1.txt", "parts/2.txt", "parts/deep/3.txt", "/parts/deep/4.log"} {
		write(name, "part "+strconv.Itoa(i+1)+"\n")
	}

	os.Stdout.WriteString("wrote the report\n")
	os.Stderr.WriteString("leaving with " + os.Args[2] + "\n")
	code, err := strconv.Atoi(os.Args[2])
	check(err)
	os.Exit(code)
}
