using System.Text.RegularExpressions;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

/// <summary>The first start on an empty folder, without the demo: nobody can sign in until somebody has read the code off the console.</summary>
public sealed partial class Setup_Tests
{
    private const string Password = "a-long-passphrase-1";

    [FactNeeding(Need.Chromium)]
    public async Task Whoever_reads_the_code_off_the_console_becomes_the_administrator()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, demo: false);
        var code = OneTimeCode().Match(dashboard.Process.Output) is { Success: true } printed ? printed.Value.Trim() : throw new InvalidOperationException($"No code:\n{dashboard.Process.Output}");
        await using var chromium = await Chromium.StartAsync();

        // Every address leads to the set-up.
        var page = await chromium.OpenAsync(dashboard.Address, "zh-CN");
        await page.GotoAsync("/faults");
        await page.WaitForURLAsync("**/setup");
        await Chromium.ShootAsync(page, "setup-zh-light");
        var english = await chromium.OpenAsync(dashboard.Address, "en", "dark");
        await english.GotoAsync("/");
        await english.WaitForURLAsync("**/setup");
        await Chromium.ShootAsync(english, "setup-en-dark");

        // What is wrong is said, and the code survives it.
        await FillAsync(page, "AAAA-BBBB", Password, Password);
        await page.WaitForSelectorAsync(".f-problem:has-text('口令不对')");
        await FillAsync(page, code, Password, Password + "x");
        await page.WaitForSelectorAsync(".f-problem:has-text('不一致')");
        await FillAsync(page, code, "short", "short");
        await page.WaitForSelectorAsync(".f-problem:has-text('12')");

        await FillAsync(page, code, Password, Password);
        await page.ClickAsync("a[href='/login']");
        await Chromium.SignInAsync(page, "admin", Password);

        // The empty service says what comes first instead of showing empty frames.
        await page.WaitForSelectorAsync(".f-state");
        await Chromium.ShootAsync(page, "setup-overview-empty-zh-light");
        // The door is closed behind him.
        await english.GotoAsync("/setup");
        await english.WaitForURLAsync("**/login");
        await dashboard.StopAsync();
    }

    private static async Task FillAsync(Microsoft.Playwright.IPage page, string code, string password, string repeated)
    {
        await page.FillAsync("input[name='Input.Code']", code);
        await page.FillAsync("input[name='Input.Password']", password);
        await page.FillAsync("input[name='Input.Repeated']", repeated);
        await page.ClickAsync("form button[type=submit]");
    }

    [GeneratedRegex("^  [2-9A-HJ-NP-Z]{12}$", RegexOptions.Multiline)]
    private static partial Regex OneTimeCode();
}
