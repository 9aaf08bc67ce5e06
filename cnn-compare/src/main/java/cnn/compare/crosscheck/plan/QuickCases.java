package cnn.compare.crosscheck.plan;

import cnn.check.cases.LayerCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few cases of each kind of layer, where all would take too long. */
public final class QuickCases {
    private QuickCases() {}

    /** Spread evenly over each kind's cases, so that not all of them are the plain ones that come first. */
    public static List<LayerCase> among(List<LayerCase> all, int ofAKind) {
        Map<String, List<LayerCase>> byKind = new LinkedHashMap<>();
        all.forEach(on ->
                byKind.computeIfAbsent(on.spec().kind(), kind -> new ArrayList<>()).add(on));
        return byKind.values().stream()
                .flatMap(cases -> spread(cases, ofAKind).stream())
                .toList();
    }

    private static List<LayerCase> spread(List<LayerCase> cases, int wanted) {
        int count = Math.min(wanted, cases.size());
        List<LayerCase> chosen = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            chosen.add(cases.get(k * cases.size() / count));
        }
        return chosen;
    }
}
