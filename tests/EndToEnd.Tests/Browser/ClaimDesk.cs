using System.IO.Compression;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Operations.Evidence.Packs;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>What a person does on the page of a claim.</summary>
internal static class ClaimDesk
{
    /// <summary>Presses the button of an action, confirms, and waits until the claim offers something else.</summary>
    public static async Task ActAsync(IPage page, string action)
    {
        await page.ClickAsync($".f-claimact button[data-action='{action}']");
        await page.ClickAsync(".f-claimact form button[type=submit]");
        await page.WaitForSelectorAsync(".f-claimact form", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync($".f-claimact button[data-action='{action}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
    }

    /// <summary>Takes the pack that the page offers, has it verified, and unpacks it.</summary>
    /// <returns>The folder.</returns>
    public static async Task<string> TakePackAsync(IPage page, TempFolder folder)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[href$='/pack']"));
        var path = folder.File($"pack-{Guid.NewGuid():N}.zip");
        await download.SaveAsAsync(path);
        await using (var file = File.OpenRead(path))
        {
            var shown = await page.InnerTextAsync("section:has(h2) .cap .code");
            var verdict = await PackVerifier.VerifyAsync(file, shown.Trim(), default);
            verdict.Flaws.ShouldBeEmpty();
        }

        var unpacked = folder.File($"pack-{Guid.NewGuid():N}");
        await ZipFile.ExtractToDirectoryAsync(path, unpacked);
        return unpacked;
    }

    /// <summary>Opens the index of an unpacked pack in a window without a network; every picture in it must show.</summary>
    public static async Task OpenOfflineAsync(Chromium chromium, string folder, string index, string screenshot)
    {
        var page = await chromium.OpenOfflineAsync();
        var asked = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal)) asked.Add(request.Url);
        };
        await page.GotoAsync(new Uri(Path.Combine(folder, index)).AbsoluteUri);
        await page.WaitForSelectorAsync("h1");
        await page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");
        (await page.EvaluateAsync<int>("() => [...document.images].filter(image => image.naturalWidth === 0).length")).ShouldBe(0, "pictures that don't show");
        (await page.Locator("img").CountAsync()).ShouldBeGreaterThan(3);
        asked.ShouldBeEmpty();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryFolder.Screenshots, $"{screenshot}.png"), FullPage = true });
        await page.Context.CloseAsync();
    }
}
