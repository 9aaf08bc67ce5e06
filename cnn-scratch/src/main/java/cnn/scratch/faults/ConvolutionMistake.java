package cnn.scratch.faults;

/** What {@link WrongConv2d} gets wrong. */
    enum ConvolutionMistake implements Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        KERNEL_NOT_ROTATED_IN_DX(Words.of(
                "dx is the correlation of dy with the kernel as it stands, instead of with the kernel turned by "
                        + "180°: each dy goes back through the weight opposite the one that it came through.",
                "dx is wrong unless the kernel is symmetric or 1×1; dw and db of this layer are right, so the "
                        + "last layer learns and those before it do not")
                .seen("numpy-ml, issue 27: is the weights need to be rotated? "
                        + "https://github.com/ddbourgin/numpy-ml/issues/27")),
        KERNEL_TRANSPOSED_IN_DX(Words.of(
                "The kernel's rows and columns change places in dx, as if turning by 180° were turning by 90°.",
                "dx is wrong; with a kernel that is not square the shapes do not even fit")
                .seen("mlpack, pull request 3376: Fix convolution for non-square kernels, "
                        + "https://github.com/mlpack/mlpack/pull/3376")),
        OVERLAP_OVERWRITTEN_IN_DX(Words.of(
                "dx is written with = where windows overlap, instead of +=.",
                "dx keeps the last window's share only; right where the stride is at least the kernel")
                .seen("deep-learning-from-scratch, issue 2 (why += and not =): confused about the col2im, "
                        + "https://github.com/hguomin/deep-learning-from-scratch/issues/2")),
        IN_AND_OUT_CHANNELS_SWAPPED_IN_DX(Words.of(
                "w[o,c] is read as w[c,o] in dx, as if it had the layout of a transposed convolution.",
                "dx is wrong as soon as there are several channels; with one channel, as in a first test, "
                        + "nothing shows")),
        STRIDE_IGNORED_IN_DX(Words.of(
                "dx is computed as if the stride were 1: dy is not spread out before it goes back.",
                "dx is crowded into the upper left corner; right for stride 1")
                .seen("deep-learning-coursera, pull request 34: stride missing in conv_backward, "
                        + "https://github.com/Kulbear/deep-learning-coursera/pull/34")),
        DILATION_IGNORED_IN_DX(Words.of(
                "The holes of a dilated kernel are forgotten on the way back to x.",
                "dx goes to the wrong rows; right without dilation")
                .seen("PyTorch, issue 16012: _grad_input_padding does not consider the dilation, "
                        + "https://github.com/pytorch/pytorch/issues/16012")),
        DILATION_OF_H_TAKEN_FOR_W_IN_DX(Words.of(
                "The dilation of the rows is used for the columns too, on the way back to x.",
                "dx is wrong only where the two dilations differ, which tests rarely try")
                .seen("Burn, pull request 4466: use all dilation entries in max_pool2d_with_indices_backward, "
                        + "https://github.com/tracel-ai/burn/pull/4466")),
        H_AND_W_SWAPPED_IN_DX(Words.of(
                "An image row is taken to be H numbers long instead of W when dx is written.",
                "dx is wrong on images that are not square, and right on square ones, with which most people try")
                .seen("np-conv2d, pull request 2: Fix bug computing pad2w in conv2d_gradx, "
                        + "https://github.com/renmengye/np-conv2d/pull/2")),
        PADDING_OFF_BY_ONE_IN_DX(Words.of(
                "dx begins one row too late, as when the padding of the way back is computed as K - P instead of "
                        + "K - 1 - P.",
                "dx is moved by one row")),
        BIAS_GRADIENT_OF_LAST_SAMPLE_ONLY(Words.of(
                "db is set in the loop over the samples instead of added up.",
                "db is that of the last sample; right for a batch of one")),
        BIAS_GRADIENT_AVERAGED(Words.of(
                "db is a mean over the batch, although the loss has divided by N already.",
                "db is N times too small: biases learn N times more slowly than weights")),
        BIAS_GRADIENT_OF_ONE_PIXEL(Words.of(
                "db adds up over the samples but not over the pixels, as in a dense layer.",
                "db is far too small; right for images of one pixel")),
        MINIBATCH_DIVIDED_TWICE(Words.of(
                "The loss divides by N, and the weight gradient divides by N once more.",
                "dw is N times too small: the learning rate that fits depends on the batch size, and weight "
                        + "decay is too strong")
                .seen("cTensor, issue 3: Questions about batch_conv2d_weight_backward_f, "
                        + "https://github.com/sebgao/cTensor/issues/3")),
        STRIDE_IGNORED_IN_DW(Words.of(
                "dw looks at x in steps of 1 where the forward pass takes steps of the stride.",
                "dw is wrong; right for stride 1")),
        DILATION_IGNORED_IN_DW(Words.of(
                "dw looks at neighbouring rows of x where the forward pass skips some.",
                "dw is wrong; right without dilation")),
        GROUPS_MIXED_IN_DW(Words.of(
                "dw of every group is computed from the first group's channels of x.",
                "dw is wrong for all groups but the first")
                .seen("PyTorch, issue 51430: Convolution weight gradient computation in nn.grad is wrong with "
                        + "groups > 1, https://github.com/pytorch/pytorch/issues/51430")),
        GROUPS_MIXED_IN_DX(Words.of(
                "dx of every group goes to the first group's channels.",
                "dx of all groups but the first is 0")),
        LAST_ROW_MISSING_IN_DW(Words.of(
                "The loop of dw ends one output row too early.",
                "dw is a little too small, which training forgives: it looks like noise")
                .seen("PyTorch, issue 50042: [group conv backward] wrong value calculated, "
                        + "https://github.com/pytorch/pytorch/issues/50042")),
        PADDING_BLOCKS_GRADIENT(Words.of(
                "Windows that touch the padding are left out of the way back altogether.",
                "dx and dw miss the whole border")),
        DILATION_IGNORED_FORWARD(Words.of(
                "The forward pass forgets the dilation, the backward pass does not.",
                "y is wrong, and the gradients are those of another function")),
        PADDING_TOP_AND_BOTTOM_EXCHANGED(Words.of(
                "The padding that belongs below is put above, forwards and backwards.",
                "y is moved, and the gradients fit it: finite differences find nothing, only another "
                        + "implementation does")),
        EVERY_GROUP_SEES_THE_FIRST_ONES_CHANNELS(Words.of(
                "All groups look at the channels of the first, forwards and backwards.",
                "most of x is never looked at, yet the gradients fit y: finite differences find nothing")),
        GRADIENT_ADDED_TO_OLD_VALUES(Words.of(
                "The gradient is added to what the last step left there, because nobody cleared it.",
                "dw and db grow from step to step, like a momentum that never fades")
                .seen("cunn, pull request 212: Zero gradients on secondary GPUs after accGradParameters, "
                        + "https://github.com/torch/cunn/pull/212")
),
        DX_NOT_CLEARED(Words.of(
                "The buffer of dx is not cleared before it is added into.",
                "the first step is right, all later ones have the gradients of earlier batches in them")
                .seen("llm.c, pull request 342: fixed activation gradient resetting for backward pass, "
                        + "https://github.com/karpathy/llm.c/pull/342")),
        X_OVERWRITTEN(Words.of(
                "The layer changes the x that it was given.",
                "whoever else uses x, a shortcut or the layer before it in backward, gets other numbers")),
        WEIGHTS_READ_ONCE(Words.of(
                "The weights are copied when the layer is first used, and never read again.",
                "the optimizer learns and the layer does not notice: the loss never moves")),
        WRITES_BESIDE_ITS_SLICE(Words.of(
                "The gradient is written one element too far.",
                "the first gradient of the next layer is 0 now and then")),
        WEIGHTS_LOSE_DIGITS(Words.of(
                "The weights are rounded on their way in, to single precision or less.",
                "all is right to a few digits; only a derived bound tells it from rounding"));

        private final Words words;

        ConvolutionMistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }
