namespace DeepNfa.Reports;

/// <summary>The answer to an experiment's question, in words.</summary>
/// <param name="Question">The question.</param>
/// <param name="Sentence">The answer; a sentence.</param>
/// <param name="Checks">What it rests on; none where nothing is judged.</param>
/// <param name="Figures">The figures that show it; they come first among all.</param>
public sealed record Answer(string Question, string Sentence, IReadOnlyList<AnswerCheck> Checks, IReadOnlyList<Figure> Figures);

/// <summary>One number of an answer.</summary>
/// <param name="Kind">claim, control or told.</param>
/// <param name="Name">What the number is.</param>
/// <param name="Measured">The number, with its range over seeds.</param>
/// <param name="Bound">Its margin; empty where it is only told.</param>
/// <param name="Held">yes or no; empty where it is only told.</param>
public sealed record AnswerCheck(string Kind, string Name, string Measured, string Bound, string Held);
