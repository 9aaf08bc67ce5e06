package cnn.compare;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cnn.compare.cli.Main;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.stream.Stream;

/** The arrows of the house: who may know whom. Split packages and ND4J's broken module descriptor rule out modules. */
@AnalyzeClasses(packages = "cnn", importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJar.class})
class ArchitectureTest {
    /** The contract kit lies in a jar of its own, whose classes look like main ones. */
    static final class NoTestJar implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** cnn-api without cnn.config, whose YAML parser is the module's one dependency. */
    private static final String[] LANGUAGE = {
        "cnn.error..", "cnn.tensor..", "cnn.spec..", "cnn.backend..", "cnn.network..", "cnn.loss..", "cnn.optim..",
        "cnn.init..", "cnn.random..", "cnn.data..", "cnn.check..", "cnn.training..",
        "cnn.schedule..", "cnn.metrics.."
    };

    @ArchTest
    static final ArchRule noCycles = slices().matching("cnn.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule scratchKnowsNoOtherBackend = noClasses()
            .that()
            .resideInAPackage("cnn.scratch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cnn.nd4j..", "cnn.compare..", "cnn.datasets..");

    @ArchTest
    static final ArchRule nd4jKnowsNoOtherBackend = noClasses()
            .that()
            .resideInAPackage("cnn.nd4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cnn.scratch..", "cnn.compare..", "cnn.datasets..");

    @ArchTest
    static final ArchRule textbookAndTheFastBackendShareNoCode = noClasses()
            .that()
            .resideInAPackage("cnn.scratch.textbook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cnn.scratch", "cnn.scratch.kernel..");

    @ArchTest
    static final ArchRule theLanguageNeedsNobody = classes()
            .that()
            .resideInAnyPackage(LANGUAGE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    Stream.concat(Stream.of("java..", "org.jspecify.annotations"), Stream.of(LANGUAGE))
                            .toArray(String[]::new));

    @ArchTest
    static final ArchRule nd4jStaysInItsRooms = noClasses()
            .that()
            .resideOutsideOfPackages("cnn.nd4j..", "cnn.compare.engine.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule dl4jStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("cnn.compare.engine.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j..");

    @ArchTest
    static final ArchRule onnxStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("cnn.exchange.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnx..", "com.google.protobuf..", "org.tribuo..");

    @ArchTest
    static final ArchRule vectorsStayInTheirRoom = noClasses()
            .that()
            .resideOutsideOfPackage("cnn.scratch.kernel.simd..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    @ArchTest
    static void onlyTheCommandLinePrints(JavaClasses all) {
        outside("cnn.compare.cli..").accessField(System.class, "out").check(all);
        outside("cnn.compare.cli..").accessField(System.class, "err").check(all);
    }

    @ArchTest
    static final ArchRule onlyMainEndsTheProcess =
            noClasses().that().doNotBelongToAnyOf(Main.class).should().callMethod(System.class, "exit", int.class);

    private static ClassesShould outside(String room) {
        return noClasses().that().resideOutsideOfPackage(room).should();
    }
}
