// The tasks of every program of this folder, in C with wasi-libc: see ../README.md.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static FILE *opened(const char *name, const char *mode) {
  FILE *file = fopen(name, mode);
  if (!file) fail(name);
  return file;
}

// The folders of a job's outputs are there already.
static void folder(const char *name) {
  if (mkdir(name, 0755) && errno != EEXIST) fail(name);
}

static void part(const char *name, int count) {
  FILE *file = opened(name, "w");
  fprintf(file, "part %d\n", count);
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "expected an input and an exit code\n");
    return 1;
  }
  FILE *input = opened(argv[1], "r");
  long bytes = 0;
  while (fgetc(input) != EOF) bytes++;
  fclose(input);

  char line[256] = "";
  if (fgets(line, sizeof line, stdin)) line[strcspn(line, "\n")] = 0;
  const char *greeting = getenv("GREETING");

  FILE *report = opened("report.txt", "w");
  fprintf(report, "input %ld bytes\nstdin %s\nGREETING %s\n", bytes, line, greeting ? greeting : "(none)");
  fclose(report);

  folder("parts");
  folder("parts/deep");
  part("parts/1.txt", 1);
  part("parts/2.txt", 2);
  part("parts/deep/3.txt", 3);
  // An absolute path means the same directory.
  part("/parts/deep/4.log", 4);

  printf("wrote the report\n");
  fflush(stdout);
  fprintf(stderr, "leaving with %s\n", argv[2]);
  return atoi(argv[2]);
}
