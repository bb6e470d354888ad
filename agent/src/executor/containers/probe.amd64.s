# The program of the probe's image, for Linux on x86-64. Without arguments it prints "ok". With one it takes memory
# until it is ended, at most 512 MiB. With two it starts processes until the kernel refuses one, at most 4 000.
# Exit code 7: nothing stopped it.
.globl _start
_start:
  mov (%rsp), %rdi
  cmp $2, %edi
  je hoard
  ja fork
  lea text(%rip), %rsi
  mov $3, %edx
  mov $1, %edi
  mov $1, %eax
  syscall
  xor %edi, %edi
  jmp exit
hoard:
  mov $64, %ebx
more:
  xor %edi, %edi
  mov $0x800000, %esi
  mov $3, %edx
  mov $0x8022, %r10d
  mov $-1, %r8
  xor %r9d, %r9d
  mov $9, %eax
  syscall
  dec %ebx
  jnz more
unstopped:
  mov $7, %edi
exit:
  mov $60, %eax
  syscall
fork:
  mov $4000, %ebx
again:
  mov $57, %eax
  syscall
  test %eax, %eax
  jz child
  js refused
  dec %ebx
  jnz again
  jmp unstopped
refused:
  xor %edi, %edi
  jmp exit
child:
  mov $34, %eax
  syscall
  jmp child
text:
  .ascii "ok\n"
