using Facilities.EndToEnd_Tests.Processes;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>Debian's Chromium, headless, without any traffic of its own.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    public const int DeskWidth = 1440;
    public const int PhoneWidth = 390;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A window of its own in the language (<c>zh-CN</c> or <c>en</c>) and theme (<c>light</c> or <c>dark</c>) asked for.</summary>
    public async Task<IPage> OpenAsync(Uri address, string language, string theme = "light")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = language,
            ViewportSize = new ViewportSize { Width = DeskWidth, Height = 1000 },
        });
        await context.AddCookiesAsync(
        [
            new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = address.ToString() },
            new Cookie { Name = "f-theme", Value = theme, Url = address.ToString() },
        ]);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    /// <summary>A window that reaches nothing but files.</summary>
    public async Task<IPage> OpenOfflineAsync()
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { Offline = true, ViewportSize = new ViewportSize { Width = DeskWidth, Height = 1000 } });
        return await context.NewPageAsync();
    }

    /// <summary>The same, signed in.</summary>
    public async Task<IPage> SignInAsync(Uri address, string user, string password, string language, string theme = "light")
    {
        var page = await OpenAsync(address, language, theme);
        await page.GotoAsync("/login");
        await SignInAsync(page, user, password);
        return page;
    }

    /// <summary>Fills in the form that the page shows, and waits for what comes after it.</summary>
    public static async Task SignInAsync(IPage page, string user, string password)
    {
        await page.FillAsync("input[name='Input.User']", user);
        await page.FillAsync("input[name='Input.Password']", password);
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForSelectorAsync(".f-head h1");
    }

    /// <summary>Stores what the page looks like at desk and phone width; fails when it is wider than the window or when somebody couldn't use it.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        foreach (var (width, height) in new[] { (PhoneWidth, 844), (DeskWidth, 1000) })
        {
            await page.SetViewportSizeAsync(width, height);
            // Charts draw themselves anew for the width.
            await page.WaitForTimeoutAsync(250);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryFolder.Screenshots, $"{name}-{width}.png"), FullPage = true });
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            overflow.ShouldBeLessThanOrEqualTo(0, $"{name} is {overflow} px wider than a window of {width} px");
            var barriers = await Axe.FindAsync(page);
            barriers.ShouldBeEmpty($"{name} at {width} px:\n{string.Join('\n', barriers)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
