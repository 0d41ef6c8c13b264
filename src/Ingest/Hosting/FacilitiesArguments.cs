namespace Facilities.Ingest.Hosting;

/// <summary>
/// Makes a command line fit for the configuration system, which takes the word after a bare switch for its value:
/// <c>--demo --urls …</c> would set Demo to "--urls".
/// </summary>
public static class FacilitiesArguments
{
    public static string[] Normalize(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var result = new List<string>(args.Count);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].Equals("--demo", StringComparison.OrdinalIgnoreCase))
            {
                result.Add(args[i]);
                continue;
            }

            var hasValue = i + 1 < args.Count && bool.TryParse(args[i + 1], out _);
            result.Add("--Demo=" + (hasValue ? args[++i] : "true"));
        }

        return [.. result];
    }

    /// <summary>
    /// The command line as the framework's own host may see it: without <c>urls</c>. It would keep the addresses aside and warn at start that
    /// they are overridden by the endpoints that <see cref="KestrelEndpoints"/> opens, which are the same.
    /// </summary>
    public static string[] WithoutUrls(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var result = new List<string>(args.Count);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i].Equals("--urls", StringComparison.OrdinalIgnoreCase)) i++;
            else if (!args[i].StartsWith("--urls=", StringComparison.OrdinalIgnoreCase)) result.Add(args[i]);
        }

        return [.. result];
    }
}
