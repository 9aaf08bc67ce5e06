package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Trajectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is said of trajectories and digests in more than one report. */
final class RunFindings {
    /** Hexadecimal digits that tell hashes apart for the eye. */
    private static final int SHORT = 8;

    private RunFindings() {}

    /** Those that leave their limit first. */
    static List<Trajectory> worstFirst(List<Trajectory> trajectories) {
        List<Trajectory> ordered = new ArrayList<>(trajectories);
        ordered.sort(Comparator.comparing(Trajectory::agrees));
        return ordered;
    }

    /** {@code beyond its limit from step 7 on}, of one that does not agree. */
    static String leaves(Trajectory t) {
        return t.points().stream()
                .filter(p -> !(p.distance() <= p.limit()))
                .findFirst()
                .map(p -> "BEYOND from step " + p.step() + " on")
                .orElse("DISAGREES");
    }

    /** Whether a promise is broken. */
    static boolean broken(Digest d) {
        return d.promised() && !d.same();
    }

    static List<Digest> brokenFirst(List<Digest> digests) {
        List<Digest> ordered = new ArrayList<>(digests);
        ordered.sort(Comparator.comparing(d -> !broken(d)));
        return ordered;
    }

    static String words(Digest d) {
        if (d.runs().isEmpty()) {
            return "never ran";
        }
        return d.same()
                ? d.promised() ? "the same, as promised" : "the same, though not promised"
                : d.promised() ? "NOT THE SAME, though promised" : "not the same; not promised";
    }

    static String shortHash(String sha256) {
        return sha256.substring(0, Math.min(SHORT, sha256.length()));
    }

    /** The first distinct hashes, shortened; then how many more. */
    static List<String> hashes(Digest d, int most) {
        List<String> distinct =
                d.runs().stream().map(run -> shortHash(run.sha256())).distinct().toList();
        if (distinct.size() <= most) {
            return distinct;
        }
        List<String> some = new ArrayList<>(distinct.subList(0, most));
        some.add("+" + (distinct.size() - most));
        return some;
    }
}
