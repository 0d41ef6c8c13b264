using System.Text.Json;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>Deque's accessibility rules (axe-core), run in the page as it stands: WCAG 2.2 A and AA, and what its authors hold for good practice.</summary>
internal static class Axe
{
    /// <summary>Only what keeps somebody from using the page or makes it hard; the whole page, also what a reader would have to scroll to.</summary>
    private const string Run = """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'] });
          return JSON.stringify(found.violations.filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
            .map(rule => ({ id: rule.id, help: rule.help, where: rule.nodes.slice(0, 3).map(node => node.target.join(' ') + ' — ' + node.html.slice(0, 160) + ' — ' + (node.any[0]?.message ?? '')), count: rule.nodes.length })));
        }
        """;

    private static readonly Lazy<string> Script = new(static () => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    /// <summary>A line per broken rule; empty when nothing is seriously wrong.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // Evaluated, not loaded: the service's content security policy lets no page load a script of somebody else's.
        if (!await page.EvaluateAsync<bool>("() => typeof axe === 'object'")) await page.EvaluateAsync(Script.Value);
        var broken = JsonDocument.Parse(await page.EvaluateAsync<string>(Run)).RootElement;
        return [.. broken.EnumerateArray().Select(static rule =>
            $"{rule.GetProperty("id").GetString()} ({rule.GetProperty("count").GetInt32()}): {rule.GetProperty("help").GetString()}\n    {string.Join("\n    ", rule.GetProperty("where").EnumerateArray().Select(static where => where.GetString()))}")];
    }
}
