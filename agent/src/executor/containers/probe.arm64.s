// The program of the probe's image, for Linux on arm64; what it does is in probe.amd64.s.
.globl _start
_start:
  ldr x9, [sp]
  cmp x9, #2
  b.eq hoard
  b.hi fork
  mov x0, #1
  adr x1, text
  mov x2, #3
  mov x8, #64
  svc #0
  mov x0, #0
  b exit
hoard:
  mov x19, #64
more:
  mov x0, #0
  mov x1, #0x800000
  mov x2, #3
  mov x3, #0x8022
  mov x4, #-1
  mov x5, #0
  mov x8, #222
  svc #0
  subs x19, x19, #1
  b.ne more
unstopped:
  mov x0, #7
exit:
  mov x8, #93
  svc #0
fork:
  mov x19, #4000
again:
  mov x0, #17
  mov x1, #0
  mov x2, #0
  mov x3, #0
  mov x4, #0
  mov x8, #220
  svc #0
  cbz x0, child
  tbnz x0, #63, refused
  subs x19, x19, #1
  b.ne again
  b unstopped
refused:
  mov x0, #0
  b exit
child:
  mov x0, #0
  mov x1, #0
  mov x2, #0
  mov x3, #0
  mov x4, #0
  mov x8, #73
  svc #0
  b child
text:
  .ascii "ok\n"
