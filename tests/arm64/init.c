/* The only program of an emulated arm64 machine: makes each call of /calls behind the filter of /filter, and says what
   came of it. A line of /calls is a name, a number and three arguments; a line of the answer is the name and either
   `ended`, with the number of a signal (0 for none), or `said`, with the error number (0 for none). */
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sock_filter filter[4096];

int main(void) {
    FILE *file = fopen("/filter", "rb"), *calls = fopen("/calls", "r");
    struct sock_fprog program = {fread(filter, sizeof *filter, 4096, file), filter};
    char name[64];
    long number, a, b, c;
    while (fscanf(calls, "%63s %ld %ld %ld %ld", name, &number, &a, &b, &c) == 5) {
        int pipes[2], told = -1, status;
        if (pipe(pipes)) return 1;
        pid_t child = fork();
        if (!child) {
            alarm(1);
            prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            if (prctl(PR_SET_SECCOMP, 2, &program, 0, 0)) _exit(1);
            int error = syscall(number, a, b, c, 0, 0, 0) == -1 ? errno : 0;
            if (write(pipes[1], &error, sizeof error)) _exit(0);
        }
        close(pipes[1]);
        if (read(pipes[0], &told, sizeof told) < (ssize_t) sizeof told) told = -1;
        waitpid(child, &status, 0);
        close(pipes[0]);
        if (told >= 0) printf("%s said %d\n", name, told);
        else printf("%s ended %d\n", name, WIFSIGNALED(status) ? WTERMSIG(status) : 0);
        fflush(stdout);
    }
    puts("all said");
    fflush(stdout);
    reboot(RB_POWER_OFF);
}
