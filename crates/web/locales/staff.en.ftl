### Words of the shell that only signed-in people see.
