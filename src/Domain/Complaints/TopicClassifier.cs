namespace Facilities.Domain.Complaints;

/// <summary>
/// What a complaint is about, by weighed phrases: the topic with the heaviest phrases wins, within it the sub-topic. A phrase counts once however often it is said.
/// <code>
///   confidence = own / (own + second + 2)     own, second: weights of the two heaviest topics
/// </code>
/// Two, so that one weak word alone isn't believed. Pure, thread-safe.
/// </summary>
public sealed class TopicClassifier(TopicLexicon lexicon)
{
    private const double Doubt = 2;
    private const int MostWords = 5;

    public static TopicClassifier Shipped { get; } = new(TopicLexicon.Shipped);

    /// <param name="text">As <see cref="ComplaintText.Normalise"/> gives it.</param>
    public TopicVerdict Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seen = new List<TopicLexicon.Phrase>(8);
        lexicon.Find(text, phrase =>
        {
            if (!seen.Contains(phrase)) seen.Add(phrase);
        });
        if (seen.Count == 0) return new TopicVerdict(lexicon.Nothing, 0.5, []);
        Span<int> topics = stackalloc int[8];
        Span<int> kinds = stackalloc int[lexicon.Kinds.Count];
        foreach (var phrase in seen)
        {
            topics[(int)lexicon.Kinds[phrase.Kind].Topic] += phrase.Weight;
            kinds[phrase.Kind] += phrase.Weight;
        }

        var best = Heaviest(topics);
        var own = topics[best];
        topics[best] = 0;
        var second = topics[Heaviest(topics)];
        var kind = -1;
        for (var i = 0; i < kinds.Length; i++)
        {
            if ((int)lexicon.Kinds[i].Topic == best && kinds[i] > 0 && (kind < 0 || Says(i, kinds[i]).CompareTo(Says(kind, kinds[kind])) > 0)) kind = i;
        }

        var words = seen.Where(phrase => (int)lexicon.Kinds[phrase.Kind].Topic == best).OrderByDescending(phrase => phrase.Weight).Take(MostWords).Select(phrase => phrase.Text);
        return new TopicVerdict(lexicon.Kinds[kind], own / (own + second + Doubt), [.. words]);
    }

    /// <summary>What speaks for the topic as a whole names a sub-topic only where nothing else does.</summary>
    private (bool Exactly, int Weight) Says(int kind, int weight) => (lexicon.Kinds[kind].Key != "other", weight);

    private static int Heaviest(ReadOnlySpan<int> weights)
    {
        var best = 0;
        for (var i = 1; i < weights.Length; i++)
        {
            if (weights[i] > weights[best]) best = i;
        }

        return best;
    }
}
