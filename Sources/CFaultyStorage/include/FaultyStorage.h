/* Nothing is called by name: the library is loaded before a program, and stands in for some calls of libc. */
