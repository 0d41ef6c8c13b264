using System.Text.Json;
using Facilities.EndToEnd_Tests.Processes;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>What a crew does on the phone page: sign in, and fill in an inspection.</summary>
internal static class Phone
{
    public static async Task SignInAsync(IPage page, string user)
    {
        await page.SetViewportSizeAsync(Chromium.PhoneWidth, 844);
        await page.GotoAsync("/m/");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", DemoDesk.Password);
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForSelectorAsync(".m-tabs");
    }

    /// <summary>From the list, and waits until the page would also come without a network.</summary>
    public static async Task OpenRoundAsync(IPage page, int id)
    {
        await page.ClickAsync(".m-tabs a >> nth=1");
        await page.ClickAsync($"[data-round='{id}']");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
    }

    /// <summary>Types the code that is on the asset.</summary>
    public static async Task CodeAsync(IPage page, string code)
    {
        await page.FillAsync("[data-asks=code]", code);
        await page.ClickAsync("[data-action=code]");
    }

    /// <summary>Everything in order, and the same value wherever one is asked for.</summary>
    public static async Task AnswerAsync(IPage page, IEnumerable<JsonElement> steps, string value)
    {
        foreach (var step in steps)
        {
            var key = step.GetProperty("key").GetString();
            if (step.GetProperty("unit").ValueKind == JsonValueKind.String) await page.FillAsync($"[data-asks=value-{key}]", value);
            await page.ClickAsync($"[data-step={key}] [data-answer=ok]");
        }
    }

    /// <summary>On the first person's phone, with his own account; then closes the pad without signing.</summary>
    public static async Task SecondSignsInAsync(IPage page, string user)
    {
        await page.ClickAsync("[data-sign=other]");
        await page.FillAsync("dialog [name=signer-user]", user);
        await page.FillAsync("dialog [name=signer-password]", "wrong");
        await page.ClickAsync("dialog button[type=submit]");
        await page.WaitForSelectorAsync("dialog .m-problem:not(:empty)");
        await page.FillAsync("dialog [name=signer-password]", DemoDesk.Password);
        await page.ClickAsync("dialog button[type=submit]");
        await page.WaitForSelectorAsync("dialog .m-sign");
        await page.ClickAsync("dialog .m-btn >> nth=2");
        await page.WaitForSelectorAsync("[data-signers] [data-sign]:not([data-sign=other])");
    }

    /// <summary>The second person draws a signature.</summary>
    public static async Task DrawAsync(IPage page)
    {
        await page.ClickAsync("[data-signers] [data-sign]:not([data-sign=other])");
        var box = (await page.Locator("dialog .m-sign").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 20, box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 120, box.Y + 60, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
        await page.ClickAsync("dialog [data-action=sign]");
        await page.WaitForSelectorAsync("dialog", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
    }

    public static async Task RecordAsync(IPage page)
    {
        await page.ClickAsync("[data-action=record]:not([disabled])");
        await page.WaitForSelectorAsync("[data-recorded]");
    }

    /// <summary>Waits until nothing is left on the phone.</summary>
    public static async Task UntilSentAsync(IPage page)
    {
        await page.GotoAsync("/m/#/unsent");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 0", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
    }

    public static async Task ShootAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryFolder.Screenshots, name + "-390.png"), FullPage = true });
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0, name + " is wider than the window");
    }
}
