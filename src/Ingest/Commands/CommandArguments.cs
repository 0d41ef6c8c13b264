namespace Facilities.Ingest.Commands;

/// <summary>Splits what is a setting from what is a command's own, before the configuration system reads the line.</summary>
internal static class CommandArguments
{
    /// <summary>The arguments without commands and their own options: only what starts with <c>--</c> and is a setting, with its value.</summary>
    public static string[] Settings(IReadOnlyList<string> args)
    {
        var settings = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i].Split('=')[0];
            if (!SettingOptions.IsSetting(name)) continue;
            settings.Add(args[i]);
            if (name.Length == args[i].Length && i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal)) settings.Add(args[++i]);
        }

        return [.. settings];
    }
}
