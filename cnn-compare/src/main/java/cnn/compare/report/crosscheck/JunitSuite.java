package cnn.compare.report.crosscheck;

import cnn.compare.report.Tag;

/** A {@code testsuite} that counts what is put into it. */
final class JunitSuite {
    private final String group;
    private final String name;
    private final Tag properties = Tag.of("properties");
    private final StringBuilder tests = new StringBuilder();
    private int count;
    private int failures;
    private int errors;
    private int skipped;

    /**
     * @param group packages of the tests' class, joined by dots
     * @param name the class's, which has no dot
     */
    JunitSuite(String group, String name) {
        this.group = group;
        this.name = name;
    }

    int tests() {
        return count;
    }

    int failures() {
        return failures;
    }

    int errors() {
        return errors;
    }

    void property(String key, String value) {
        properties.add(Tag.of("property").with("name", key).with("value", value));
    }

    void passed(String test, String output) {
        add(test, Tag.of("system-out").text(output));
    }

    void failed(String test, String message, String text, String output) {
        failures++;
        Tag failure = Tag.of("failure")
                .with("type", "disagrees")
                .with("message", message)
                .text(text);
        if (output.isEmpty()) {
            add(test, failure);
        } else {
            add(test, failure, Tag.of("system-out").text(output));
        }
    }

    void error(String test, String message) {
        errors++;
        add(
                test,
                Tag.of("error")
                        .with("type", "unchecked")
                        .with("message", message)
                        .text(message));
    }

    void skipped(String test, String reason) {
        skipped++;
        add(test, Tag.of("skipped").with("message", reason));
    }

    private void add(String test, Tag... content) {
        count++;
        Tag element = Tag.of("testcase")
                .with("classname", className())
                .with("name", test)
                .add(content);
        tests.append(element).append('\n');
    }

    private String className() {
        // Readers take what stands before the last dot for the package.
        return group + "." + name.replace('.', '_');
    }

    Tag tag() {
        return Tag.of("testsuite")
                .with("name", className())
                .with("tests", Integer.toString(count))
                .with("failures", Integer.toString(failures))
                .with("errors", Integer.toString(errors))
                .with("skipped", Integer.toString(skipped))
                .raw("\n")
                .add(properties)
                .raw("\n" + tests);
    }
}
