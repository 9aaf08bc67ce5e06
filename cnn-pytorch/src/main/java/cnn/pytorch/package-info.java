/**
 * PyTorch as an engine, through DJL (Deep Java Library): every layer and its backward pass by another team, the gradients
 * by PyTorch's autograd.
 */
@NullMarked
package cnn.pytorch;

import org.jspecify.annotations.NullMarked;
