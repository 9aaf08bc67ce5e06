package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Digest;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.List;

/** Whether the same training gives the same bits again. */
final class DigestSection {
    private DigestSection() {}

    static Tag of(List<Digest> digests) {
        Tag section = Page.section("bits", "The same bits again?");
        if (digests.isEmpty()) {
            return section.add(Page.paragraph("empty", "No training was repeated."));
        }
        Tag body = Tag.of("tbody");
        for (Digest d : RunFindings.brokenFirst(digests)) {
            Tag line = Page.line(
                    d.subject(),
                    (RunFindings.broken(d) ? "✗ " : d.same() ? "✓ " : "") + RunFindings.words(d),
                    Integer.toString(d.runs().size()),
                    String.join(" ", RunFindings.hashes(d, 4)),
                    d.network());
            body.add(RunFindings.broken(d) ? line.with("class", "bad") : line);
        }
        Tag all = Tag.of("tbody");
        digests.forEach(d -> d.runs().forEach(run -> all.add(Page.line(d.subject(), run.form(), run.sha256()))));
        return section.add(
                Page.paragraph("The same training several times, with other numbers of threads; then the SHA-256 of all"
                        + " parameters. Where an engine promises the same bits, one bit off is a failure: a result that"
                        + " hangs on the number of threads cannot be reproduced elsewhere."),
                Page.scroll(Page.table("engine", "verdict", "runs", "SHA-256 begins", "training")
                        .add(body)),
                Page.folded(
                        "All runs",
                        Page.scroll(Page.table("engine", "run", "SHA-256").add(all))));
    }
}
