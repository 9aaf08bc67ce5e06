package cnn.compare.experiment;

import static cnn.compare.experiment.ExperimentFiles.as;
import static cnn.compare.experiment.ExperimentFiles.network;
import static cnn.compare.experiment.ExperimentFiles.twiceAsWide;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The zoo's networks have the parameters, and where they are known the multiply-adds, that others have counted. Their
 * networks differ from ours in input and outputs; so each is counted on the input and with the outputs of its source.
 */
class PublishedCountsTest {
    private static final Shape CIFAR = Shape.of(3, 32, 32);

    /**
     * LeNet-5 on 32×32 grey pixels and ten digits, with full connections between its maps, is counted at 61,706 in many
     * textbooks, layer by layer 156, 2,416, 48,120, 10,164 and 850, and so are its 416,520 multiply-adds: 117,600,
     * 240,000, 48,000, 10,080 and 840. (LeCun et al. 1998 have fewer connections in the second convolution.)
     */
    @ParameterizedTest
    @ValueSource(strings = "dogs-vs-cats/lenet-5")
    void leNet5(String file) {
        NetworkSpec original = as(network(file), Shape.of(1, 32, 32), 10);
        assertThat(original.parameterCount()).isEqualTo(61_706);
        assertThat(original.multiplyAdds()).isEqualTo(416_520);
    }

    /** Zhang et al. 2017 (arXiv:1611.03530), table 1, on pictures cropped to 28×28. */
    @ParameterizedTest
    @ValueSource(strings = "dogs-vs-cats/alexnet-small")
    void smallAlexNet(String file) {
        assertThat(as(network(file), Shape.of(3, 28, 28), 10).parameterCount()).isEqualTo(1_387_786);
    }

    /**
     * Zhang et al. 2017, table 1: 1,649,402, with batch normalisation and without. Without it each channel has a bias;
     * with it, the same number means a shift a channel and no scale. At full width ours has a scale for each of the 1,712
     * channels.
     */
    @ParameterizedTest
    @ValueSource(strings = "dogs-vs-cats/inception-small")
    void smallInception(String file) {
        NetworkSpec original = as(twiceAsWide(file), Shape.of(3, 28, 28), 10);
        int scales = original.stateCount() / 2;
        assertThat(scales).isEqualTo(1_712);
        assertThat(original.parameterCount() - scales).isEqualTo(1_649_402);
    }

    /**
     * He et al. 2016 (arXiv:1512.03385), table 6: 0.27 million for ResNet-20, with option A. With option B the models for
     * CIFAR-10 of github.com/chenyaofo/pytorch-cifar-models have 272,474, and 40.81 million multiply-adds; they normalise
     * their shortcuts as we do. Option A has no shortcut convolutions, 2,560 weights, nor their 192 scales and shifts.
     */
    @ParameterizedTest
    @ValueSource(strings = "dogs-vs-cats/resnet-20")
    void resNet20(String file) {
        NetworkSpec original = as(network(file), CIFAR, 10);
        assertThat(original.parameterCount()).isEqualTo(272_474);
        assertThat(original.parameterCount() - 2_560 - 192).isEqualTo(269_722);
        assertThat(original.multiplyAdds() / 10_000).isEqualTo(4_081);
    }

    /**
     * The ResNet-8 of the benchmark MLPerf Tiny (Banbury et al. 2021, arXiv:2106.07597) has 78,666 by Keras's count: it
     * has 336 biases in its convolutions, and 480 running statistics are counted, but its shortcuts are not normalised.
     */
    @ParameterizedTest
    @ValueSource(strings = "dogs-vs-cats/resnet-8")
    void resNet8(String file) {
        int ours = as(network(file), CIFAR, 10).parameterCount();
        assertThat(ours + 336 + 480 - 192).isEqualTo(78_666);
    }

    /** Each block more a stage: two convolutions of 16, 32 and 64 channels, and their normalisations. */
    @ParameterizedTest
    @CsvSource({"resnet-8, resnet-14", "resnet-14, resnet-20"})
    void resNetsGrowByABlockAStage(String smaller, String larger) {
        int more = network("dogs-vs-cats/" + larger).parameterCount()
                - network("dogs-vs-cats/" + smaller).parameterCount();
        assertThat(more).isEqualTo(2 * 9 * (16 * 16 + 32 * 32 + 64 * 64) + 2 * 2 * (16 + 32 + 64));
    }

    /**
     * F. Chollet, Deep Learning with Python: 3,453,121 in the 1st edition (2017), section 5.2.3, and 991,041 in the 2nd
     * (2021), section 8.2.2, each as printed there by Keras.
     */
    @ParameterizedTest
    @CsvSource({
        "chollet-1, 3453121", "chollet-1-augmented, 3453121", "chollet-2, 991041", "chollet-2-augmented, 991041"
    })
    void cholletsNetworks(String file, int published) {
        assertThat(network("photos/" + file).parameterCount()).isEqualTo(published);
    }

    /** The 2nd edition, section 9.3.5. Keras counts running statistics among the parameters, which it does not train. */
    @ParameterizedTest
    @ValueSource(strings = {"mini-xception", "mini-xception-plain"})
    void cholletsMiniXception(String file) {
        NetworkSpec network = network("photos/" + file);
        assertThat(network.stateCount()).isEqualTo(3_008);
        assertThat(network.parameterCount() + network.stateCount()).isEqualTo(721_857);
    }

    /**
     * D. Page's network ("How to train your ResNet", 2018, part 4) has 6,573,120 with ten classes and no bias at the end;
     * ours is the same at half the width.
     */
    @ParameterizedTest
    @ValueSource(strings = "dogs-vs-cats/best")
    void halfOfResNet9(String file) {
        assertThat(resNet9(64) + 512 * 10).isEqualTo(6_573_120);
        assertThat(network(file).parameterCount()).isEqualTo(resNet9(32) + 256 * 2 + 2);
    }

    /** Convolutions without biases and their scales and shifts; w channels at first, 8w in the end. */
    private static int resNet9(int w) {
        int weights = 9 * (3 * w + w * 2 * w + 2 * 2 * w * 2 * w + 2 * w * 4 * w + 4 * w * 8 * w + 2 * 8 * w * 8 * w);
        return weights + 2 * (w + 3 * 2 * w + 4 * w + 3 * 8 * w);
    }
}
