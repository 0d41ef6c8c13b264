namespace Facilities.Ingest.Tests.Deployment;

/// <summary>
/// The part of YAML that our compose file is written in: block mappings and sequences, plain and quoted scalars, flow sequences of scalars, literal
/// blocks, comments. Anything else is refused, so that the file can't say something to Docker that this reader doesn't see.
/// </summary>
internal sealed class YamlNode
{
    private YamlNode(string? scalar, IReadOnlyList<YamlNode>? items, IReadOnlyDictionary<string, YamlNode>? entries) =>
        (Scalar, Items, Entries) = (scalar, items ?? [], entries ?? new Dictionary<string, YamlNode>());

    public string? Scalar { get; }

    public IReadOnlyList<YamlNode> Items { get; }

    public IReadOnlyDictionary<string, YamlNode> Entries { get; }

    public IEnumerable<string> Texts => Items.Select(item => item.Scalar ?? throw new FormatException("A sequence of scalars was expected."));

    public YamlNode this[string key] => Entries.TryGetValue(key, out var found) ? found : throw new KeyNotFoundException($"'{key}' is missing; there are: {string.Join(", ", Entries.Keys)}.");

    public bool Has(string key) => Entries.ContainsKey(key);

    public static YamlNode Parse(string text)
    {
        var lines = text.Split('\n').Select((line, number) => new Line(line.TrimEnd(), number + 1)).ToList();
        var at = 0;
        var root = Block(lines, ref at, 0);
        return Next(lines, ref at) is { } rest ? throw new FormatException($"Line {rest.Number} is indented like nothing above it: {rest.Text}") : root;
    }

    private static YamlNode Block(List<Line> lines, ref int at, int indent)
    {
        var items = new List<YamlNode>();
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        while (Next(lines, ref at) is { } line && line.Indent == indent)
        {
            if (line.Content.StartsWith("- ", StringComparison.Ordinal))
            {
                at++;
                items.Add(line.Content[2..] == "|" ? Literal(lines, ref at, indent) : Inline(line.Content[2..], line));
                continue;
            }

            var colon = line.Content.IndexOf(": ", StringComparison.Ordinal);
            var key = colon > 0 ? line.Content[..colon] : line.Content.EndsWith(':') ? line.Content[..^1] : throw new FormatException($"Line {line.Number}: neither key nor item: {line.Text}");
            at++;
            YamlNode value;
            if (colon > 0) value = Inline(line.Content[(colon + 2)..], line);
            else value = Next(lines, ref at) is { } inner && inner.Indent > indent ? Block(lines, ref at, inner.Indent) : new YamlNode("", null, null);
            if (!entries.TryAdd(key, value)) throw new FormatException($"Line {line.Number}: '{key}' stands there twice.");
        }

        return items.Count > 0 && entries.Count > 0 ? throw new FormatException("Items and keys side by side.") : new YamlNode(null, items, entries);
    }

    private static YamlNode Literal(List<Line> lines, ref int at, int indent)
    {
        var text = new List<string>();
        while (at < lines.Count && (lines[at].Text.Length == 0 || lines[at].Indent > indent)) text.Add(lines[at++].Text.Trim());
        return new YamlNode(string.Join('\n', text).Trim(), null, null);
    }

    private static YamlNode Inline(string text, Line line)
    {
        if (text is ['[', .. var flow, ']']) return new YamlNode(null, [.. flow.Split(", ").Select(item => Inline(item, line))], null);
        if (text is ['"', .. var quoted, '"'] && !quoted.Contains('"')) return new YamlNode(quoted, null, null);
        return text.IndexOfAny(['"', '{', '&', '*', '!', '|', '>', '#']) >= 0 ? throw new FormatException($"Line {line.Number}: not in our part of YAML: {line.Text}") : new YamlNode(text, null, null);
    }

    private static Line? Next(List<Line> lines, ref int at)
    {
        while (at < lines.Count && (lines[at].Content.Length == 0 || lines[at].Content[0] == '#')) at++;
        return at < lines.Count ? lines[at] : null;
    }

    private sealed record Line(string Text, int Number)
    {
        public string Content { get; } = Text.TrimStart();

        public int Indent => Text.Length - Content.Length;
    }
}
