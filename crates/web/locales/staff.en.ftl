### Words of the shell that only signed-in people see.

# Says that the work views are translated into this language. Write "Work" in it.
shell-staff = Work
