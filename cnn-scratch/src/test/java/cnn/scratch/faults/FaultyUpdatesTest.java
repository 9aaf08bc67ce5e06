package cnn.scratch.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cnn.backend.Backend;
import cnn.check.contract.BackendRule;
import cnn.check.contract.RuleBroken;
import cnn.check.faults.FaultCatalogue;
import cnn.scratch.textbook.TextbookBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The contract's rules about updates notice wrong ones, and only wrong ones. */
class FaultyUpdatesTest {
    private final TextbookFaults catalogue = new TextbookFaults();
    private final Backend reference = new TextbookBackend(1);

    @AfterEach
    void close() {
        reference.close();
    }

    private void breaks(BackendRule rule, Mistake mistake) {
        try (Backend wrong = catalogue.plant(mistake.in(FaultCatalogue.UPDATE))) {
            RuleBroken broken = catchThrowableOfType(RuleBroken.class, () -> rule.check(wrong, reference));
            assertThat(broken).as("%s by %s", rule, mistake).isNotNull().hasNoCause();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void everyMistakeInAnOptimizerIsFound(OptimizerMistake mistake) {
        breaks(BackendRule.C15, mistake);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void everyMistakeAroundAnOptimizerIsFound(UpdateMistake mistake) {
        breaks(BackendRule.C30, mistake);
    }

    @Test
    void theControlIsRight() {
        try (Backend control = catalogue.control(FaultCatalogue.UPDATE)) {
            assertThatCode(() -> BackendRule.C15.check(control, reference)).doesNotThrowAnyException();
            assertThatCode(() -> BackendRule.C30.check(control, reference)).doesNotThrowAnyException();
        }
    }
}
