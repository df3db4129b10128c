// The table of stubs/compile as read-only data, with the directives of each object format: ELF, Mach-O, COFF.

#if defined(__APPLE__)
#define TABLE _slicecop_stub_table
    .const
#elif defined(_WIN32)
#define TABLE slicecop_stub_table
    .section .rdata,"dr"
#else
#define TABLE slicecop_stub_table
    .section .rodata
#endif

    .globl TABLE
    .balign 16
TABLE:
    .incbin "table.bin"

#if !defined(__APPLE__) && !defined(_WIN32)
    .section .note.GNU-stack,"",%progbits
#endif
