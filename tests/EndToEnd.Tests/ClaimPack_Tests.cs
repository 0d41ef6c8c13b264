using Facilities.EndToEnd_Tests.Browser;

namespace Facilities.EndToEnd_Tests;

[Collection(DemoDeskCollection.Name)]
public sealed class ClaimPack_Tests(DemoDesk desk) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactNeeding(Need.Chromium)]
    public async Task An_insurer_takes_the_pack_of_his_claim_and_opens_it_without_a_network()
    {
        var page = await desk.SignInAsync("insurer", "en");
        await page.ClickAsync("td a[href^='/claims/']");
        await page.WaitForSelectorAsync(".f-head h1");

        var pack = await ClaimDesk.TakePackAsync(page, _folder);

        foreach (var index in new[] { "index.html", "index.en.html", "fund.html" }) File.Exists(Path.Combine(pack, index)).ShouldBeTrue(index);
        (await File.ReadAllTextAsync(Path.Combine(pack, "index.en.html"))).ShouldNotContain("code.");
        var chromium = await desk.ChromiumAsync();
        await ClaimDesk.OpenOfflineAsync(chromium, pack, "index.html", "pack-zh");
        await ClaimDesk.OpenOfflineAsync(chromium, pack, "index.en.html", "pack-en");
    }
}
