package cnn.compare.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/**
 * What a command of the program came to, run as if typed.
 *
 * @param output of the standard stream
 * @param errors of the error stream, without space around it
 */
record Outcome(int code, String output, String errors) {
    /** Runs {@code cnn} with each argument as text. */
    static Outcome cnn(Object... args) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = Main.line()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors, true))
                .execute(words);
        return new Outcome(code, output.toString(), errors.toString().strip());
    }
}
