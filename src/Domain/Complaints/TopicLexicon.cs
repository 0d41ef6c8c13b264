using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Facilities.Domain.Complaints;

/// <summary>The sub-topics and the phrases that speak for each, from <c>topics.json</c>. Immutable, thread-safe.</summary>
public sealed class TopicLexicon
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly FrozenDictionary<char, Phrase[]> _byFirst;
    private readonly FrozenDictionary<string, string[]> _parts;

    private TopicLexicon(LexiconFile file)
    {
        Kinds = [.. file.Kinds.Select(kind => new ComplaintKind(kind.Topic, kind.Key, kind.Types, kind.Families, kind.Parts))];
        Nothing = Kinds[0];
        _byFirst = file.Kinds.SelectMany((kind, index) => kind.Phrases.Select(phrase => new Phrase(phrase.Key, index, phrase.Value)))
            .GroupBy(phrase => phrase.Text[0]).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Text.Length).ToArray());
        _parts = file.Parts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The one that ships.</summary>
    public static TopicLexicon Shipped { get; } = Load();

    /// <summary>In the order of the file; the first is for what no phrase speaks for.</summary>
    public IReadOnlyList<ComplaintKind> Kinds { get; }

    internal ComplaintKind Nothing { get; }

    /// <summary>Null: there is no such sub-topic.</summary>
    public ComplaintKind? Find(ComplaintTopic topic, string key) => Kinds.FirstOrDefault(kind => kind.Topic == topic && kind.Key == key);

    /// <summary>Parts of a community that the words name (<c>garage</c>, <c>road</c>, …).</summary>
    internal bool Names(string text, string part) => _parts.TryGetValue(part, out var words) && words.Any(word => text.Contains(word, StringComparison.Ordinal));

    /// <summary>Every phrase in the text, except those that are part of a longer one that stands there.</summary>
    internal void Find(string text, Action<Phrase> found)
    {
        // A phrase begins at or after those before it: it lies within a longer one if it ends before the furthest end so far.
        var covered = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!_byFirst.TryGetValue(text[at], out var phrases)) continue;
            foreach (var phrase in phrases)
            {
                if (at + phrase.Text.Length <= covered || !text.AsSpan(at).StartsWith(phrase.Text, StringComparison.Ordinal)) continue;
                covered = at + phrase.Text.Length;
                found(phrase);
            }
        }
    }

    private static TopicLexicon Load()
    {
        using var stream = typeof(TopicLexicon).Assembly.GetManifestResourceStream("Complaints/topics.json") ?? throw new InvalidOperationException("topics.json isn't in the assembly.");
        return new TopicLexicon(JsonSerializer.Deserialize<LexiconFile>(stream, Json)!);
    }

    /// <summary>A phrase and how much it says for its kind.</summary>
    internal readonly record struct Phrase(string Text, int Kind, int Weight);

    private sealed record LexiconFile(IReadOnlyList<LexiconKind> Kinds, IReadOnlyDictionary<string, string[]> Parts);

    private sealed record LexiconKind(ComplaintTopic Topic, string Key, IReadOnlyList<string> Types, IReadOnlyList<string> Families, IReadOnlyDictionary<string, int> Phrases)
    {
        public IReadOnlyList<string> Parts { get; init; } = [];
    }
}
