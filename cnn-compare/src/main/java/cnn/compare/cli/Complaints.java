package cnn.compare.cli;

import cnn.error.BadInputException;
import cnn.training.TrainingDivergedException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user sees when something is wrong: one line for bad input, a stack trace only for a bug of ours. */
final class Complaints implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int BUG = 3;

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult result) {
        if (problem instanceof BadInputException) {
            command.getErr().println("cnn: " + problem.getMessage());
            return BAD_INPUT;
        }
        if (problem instanceof TrainingDivergedException) {
            command.getErr().println("cnn: " + problem.getMessage());
            return FAILED;
        }
        command.getErr().println("cnn: this is a bug; please report it with what follows");
        problem.printStackTrace(command.getErr());
        return BUG;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println("cnn: " + problem.getMessage() + suggestion(problem) + "; see '"
                + command.getCommandSpec().qualifiedName() + " --help'");
        return BAD_INPUT;
    }

    private static String suggestion(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty() ? "" : " (did you mean '" + near.get(0).strip() + "'?)";
        }
        return "";
    }
}
