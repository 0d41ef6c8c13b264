using Facilities.Domain.Access;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>An account's life in a real browser: made, its password changed, its second step set up and asked for, managed; and a program's token.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class AccountDesk_Tests(DemoDesk desk)
{
    private const string Password = "a-long-passphrase-7";

    [FactNeeding(Need.Chromium)]
    public async Task A_new_crew_member_changes_the_password_takes_a_second_step_and_signs_in_with_it_at_the_desk_and_on_the_phone()
    {
        var admin = await desk.SignInAsync("admin", "en", "dark");
        var initial = await MakeAccountAsync(admin, "yu.na");

        var person = await desk.OpenAsync("zh-CN");
        await PhoneAsync(person, "yu.na", initial);
        await person.WaitForSelectorAsync("a[href^='/login']:visible");
        await ShootPhoneAsync(person, "phone-password-zh-light");
        await person.ClickAsync("a[href^='/login']");
        await FillAsync(person, ("Input.User", "yu.na"), ("Input.Password", initial));
        await person.WaitForURLAsync("**/account/security");
        await Chromium.ShootAsync(person, "security-password-zh-light");
        await FillAsync(person, ("Password.Current", initial), ("Password.New", Password), ("Password.Repeated", Password));
        await person.ClickAsync("button:has-text('开始设置')");
        await person.WaitForSelectorAsync(".f-qr svg");
        await Chromium.ShootAsync(person, "security-qr-zh-light");
        await person.ClickAsync("a[href^='/language']");
        await person.WaitForURLAsync("**/account/security");
        await person.WaitForSelectorAsync("html[lang=en] .f-qr svg");
        await person.ClickAsync("[data-theme-toggle]");
        await Chromium.ShootAsync(person, "security-qr-en-dark");
        var key = (await person.InnerTextAsync("p .code")).Replace(" ", "", StringComparison.Ordinal);
        await FillAsync(person, ("On.Code", Code(key, 0)));
        await person.WaitForSelectorAsync("ul.code li");
        var recovery = await person.Locator("ul.code li").AllInnerTextsAsync();
        recovery.Count.ShouldBe(10);
        await Chromium.ShootAsync(person, "security-codes-en-dark");

        // At the desk the code is asked on a page of its own, on the phone below the password.
        var form = await desk.OpenAsync("zh-CN");
        await form.GotoAsync("/login");
        await FillAsync(form, ("Input.User", "yu.na"), ("Input.Password", Password));
        await form.WaitForURLAsync("**/login/code");
        await Chromium.ShootAsync(form, "code-zh-light");
        await FillAsync(form, ("Input.Code", "000000"));
        await form.WaitForSelectorAsync(".f-problem");
        await Chromium.ShootAsync(form, "code-wrong-zh-light");
        await FillAsync(form, ("Input.Code", Code(key, 30)));
        await form.WaitForSelectorAsync(".f-head h1");
        var phone = await desk.OpenAsync("en", "dark");
        await PhoneAsync(phone, "yu.na", Password);
        await phone.WaitForSelectorAsync("input[name=code]:visible");
        await ShootPhoneAsync(phone, "phone-code-en-dark");
        await phone.FillAsync("input[name=code]", recovery[0]);
        await phone.ClickAsync("form button[type=submit]");
        await phone.WaitForSelectorAsync(".m-tabs");

        await ManageAsync(admin, "yu.na");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_token_is_made_shown_once_and_revoked()
    {
        foreach (var (language, theme) in new[] { ("zh-CN", "light"), ("en", "dark") })
        {
            var look = $"{language[..2]}-{theme}";
            var page = await desk.SignInAsync("firmadmin", language, theme);
            await page.GotoAsync("/settings");
            await page.ClickAsync("[aria-labelledby=h-tokens] .in > button");
            await page.FillAsync("[aria-labelledby=h-tokens] form input.f-input", "BI " + look);
            await page.Locator("[aria-labelledby=h-tokens] form input[type=checkbox]").First.CheckAsync();
            await Chromium.ShootAsync(page, "token-form-" + look);
            await page.ClickAsync("[aria-labelledby=h-tokens] form button[type=submit]");
            (await page.InputValueAsync("[aria-labelledby=h-tokens] input[readonly]")).ShouldStartWith("fac_");
            await Chromium.ShootAsync(page, "token-made-" + look);
            await page.ClickAsync("[aria-labelledby=h-tokens] [role=status] button");
            await page.ClickAsync($"[aria-labelledby=h-tokens] tr:has-text('BI {look}') button");
            await page.WaitForSelectorAsync($"[aria-labelledby=h-tokens] tr:has-text('BI {look}'):not(:has(button))");
            (await page.Locator("[aria-labelledby=h-tokens] input[readonly]").CountAsync()).ShouldBe(0);
        }
    }

    private static async Task<string> MakeAccountAsync(IPage admin, string name)
    {
        await admin.GotoAsync("/settings");
        await admin.ClickAsync("button:has-text('New account')");
        var form = admin.Locator("[aria-labelledby=h-users] form");
        await form.Locator("input").Nth(0).FillAsync(name);
        await form.Locator("input").Nth(1).FillAsync("于娜");
        await form.Locator("input").Nth(2).FillAsync("Yu Na");
        await form.Locator("select").Nth(0).SelectOptionAsync("Crew");
        await Chromium.ShootAsync(admin, "account-form-en-dark");
        await form.Locator("button[type=submit]").ClickAsync();
        var password = await admin.InputValueAsync(".f-secret input");
        await Chromium.ShootAsync(admin, "account-made-en-dark");
        await admin.ClickAsync(".f-secret button");
        return password;
    }

    /// <summary>What is done to an account stands under its row, not under the list.</summary>
    private static async Task ManageAsync(IPage admin, string name)
    {
        await admin.GotoAsync("/settings");
        var row = admin.Locator($"[aria-labelledby=h-users] tr:has(td.code:text-is('{name}'))");
        await row.Locator("button").ClickAsync();
        var card = admin.Locator("tr.sel + tr.f-more .f-account");
        await card.WaitForAsync();
        await Chromium.ShootAsync(admin, "account-manage-en-dark");
        await card.Locator("button:has-text('Reset password')").ClickAsync();
        await admin.WaitForSelectorAsync("tr.f-more .f-secret input");
        await Chromium.ShootAsync(admin, "account-reset-en-dark");
        await admin.ClickAsync("tr.f-more .f-secret button");
        await card.Locator("button:text-is('Lock')").ClickAsync();
        await admin.WaitForSelectorAsync($"tr:has(td.code:text-is('{name}')):has-text('Locked')");
    }

    private static async Task PhoneAsync(IPage page, string user, string password)
    {
        await page.SetViewportSizeAsync(Chromium.PhoneWidth, 844);
        await page.GotoAsync("/m/");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", password);
        await page.ClickAsync("form button[type=submit]");
    }

    private static async Task ShootPhoneAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryFolder.Screenshots, name + "-390.png"), FullPage = true });
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0, name);
    }

    /// <summary>Fills in the fields and sends their form.</summary>
    private static async Task FillAsync(IPage page, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields) await page.FillAsync($"input[name='{name}']", value);
        await page.ClickAsync($"form:has(input[name='{fields[0].Name}']) button[type=submit]");
    }

    private static string Code(string key, int seconds) => Totp.CodeAt(Totp.Decode(key), DateTimeOffset.UtcNow.AddSeconds(seconds));
}
