package cnn.compare.report.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrossCheckJsonTest {
    @TempDir
    private Path folder;

    @Test
    void readingGivesBackEveryFigureExactly() {
        Path file = folder.resolve("crosscheck.json");
        for (CrossCheckResult result : List.of(
                SyntheticCrossCheck.passing(),
                SyntheticCrossCheck.failing(),
                SyntheticCrossCheck.empty(),
                SyntheticCrossCheck.nasty("<&>\"'\u0001\n]]>"))) {
            CrossCheckJson.write(result, file);
            assertThat(CrossCheckJson.read(file)).isEqualTo(result);
        }
    }

    @Test
    void fieldsStandInTheOrderOfTheRecordsAndAnswersBeside() {
        JsonNode root = JsonMapper.shared().readTree(CrossCheckJson.of(SyntheticCrossCheck.failing()));
        assertThat(root.propertyNames()).containsExactly("format", "formatVersion", "passes", "result");
        assertThat(root.get("format").asString()).isEqualTo("cnn-crosscheck");
        assertThat(root.get("passes").asBoolean()).isFalse();
        assertThat(root.get("result").propertyNames())
                .startsWith("setup", "subjects", "evidence", "rules", "cells", "failures");
        assertThat(root.at("/result/cells/0").propertyNames())
                .startsWith("subject", "rule", "kind", "checked", "leftOut", "worst");
        long empty = root.at("/result/cells")
                .valueStream()
                .filter(c -> c.get("empty").asBoolean())
                .count();
        assertThat(empty).isEqualTo(2);
        assertThat(root.at("/result/planted/complete").asBoolean()).isFalse();
        assertThat(root.at("/result/planted/rows/0/killed").asBoolean()).isTrue();
        assertThat(root.at("/result/walks/0/steps/0/explained").asBoolean()).isTrue();
        assertThat(root.at("/result/digests/0/same").asBoolean()).isTrue();
    }

    @Test
    void numbersThatJsonLacksAreStrings() {
        JsonNode root = JsonMapper.shared().readTree(CrossCheckJson.of(SyntheticCrossCheck.nasty("a")));
        assertThat(root.at("/result/cells/0/worst").asString()).isEqualTo("Infinity");
        assertThat(root.at("/result/cells/1/worst").asString()).isEqualTo("NaN");
        assertThat(root.at("/result/cells/0/notApplicable").isNull()).isTrue();
    }

    @Test
    void whatIsNoReportOfThisVersionIsRefused() throws IOException {
        Path file = folder.resolve("no.json");
        String good = CrossCheckJson.of(SyntheticCrossCheck.empty());
        for (String text : List.of(
                "{\"a\": ",
                "{}",
                good.replace("\"formatVersion\" : 1", "\"formatVersion\" : 99"),
                good.replace("cnn-crosscheck", "cnn-compare"))) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> CrossCheckJson.read(file))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("no.json");
        }
        assertThatThrownBy(() -> CrossCheckJson.read(folder.resolve("missing.json")))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> CrossCheckJson.write(SyntheticCrossCheck.empty(), file.resolve("x.json")))
                .isInstanceOf(BadInputException.class);
    }
}
