using Facilities.Operations.Intake;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class DialectMemory_Tests
{
    [Fact]
    public void Rooms_are_counted_by_place_and_in_all()
    {
        var room = new DialectRoom();
        var body = new string('b', DialectState.LargestBody - 100);
        var mine = new DialectFact("d", "site/asset", "k0");
        room.Fits(mine, null, body).ShouldBeTrue();
        room.Change(mine, null, body);
        room.Fits(mine with { Key = "k1" }, null, new string('b', 200)).ShouldBeFalse();
        // Less than before fits, and makes room.
        room.Fits(mine, body, "b").ShouldBeTrue();
        room.Change(mine, body, "b");
        room.Fits(mine with { Key = "k1" }, null, new string('b', 200)).ShouldBeTrue();

        // Sites fill what there is in all; each only its part.
        var places = 0;
        for (var free = true; free; places++)
        {
            var rows = 0;
            for (var fact = new DialectFact("d", $"site-{places}", "0"); room.Fits(fact, null, body); fact = fact with { Key = $"{++rows}" }) room.Change(fact, null, body);
            free = rows > 0;
            if (places == 0) ((long)rows * body.Length).ShouldBeInRange(DialectState.MostCharactersOfSite - body.Length, DialectState.MostCharactersOfSite);
        }

        places.ShouldBeInRange(4, 6);
        room.Fits(new DialectFact("d", "new/asset", "k"), null, body).ShouldBeFalse();
    }

    [Fact]
    public async Task What_does_not_fit_is_left_out_and_what_was_known_stays()
    {
        await using var site = await TestSite.StartAsync();
        var memory = site.Get<DialectMemory>();
        var place = "wanghai/lift-7";
        (await memory.SaveAsync([.. Enumerable.Range(0, DialectState.MostOfAsset).Select(i => Fact(place, $"k{i}", "1"))], default)).ShouldBe(0);
        (await memory.SaveAsync([Fact(place, "more", "1"), Fact(place, "k0", "2")], default)).ShouldBe(1);
        (memory.Find(new("d", place, "more")), memory.Find(new("d", place, "k0"))).ShouldBe((null, "2"));
        // Another's room is its own, and what goes makes room.
        (await memory.SaveAsync([Fact("wanghai", "k", "1")], default)).ShouldBe(0);
        (await memory.SaveAsync([Fact(place, "more", "1"), Fact(place, "k0", null)], default)).ShouldBe(0);
        (await memory.SaveAsync([Fact(place, "k0", "1")], default)).ShouldBe(1);

        // Another process counts what this one stored.
        await using var db = await site.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        (await db.DialectStates.CountAsync()).ShouldBe(DialectState.MostOfAsset + 1);
        using var other = new DialectMemory(site.Get<IDbContextFactory<FacilitiesDb>>(), site.Get<FacilitiesWriter>());
        await other.RefreshAsync(default);
        (await other.SaveAsync([Fact(place, "k0", "1")], default)).ShouldBe(1);
    }

    [Theory]
    [InlineData("a\0b", 1)]
    [InlineData("", 1)]
    [InlineData(null, 1)]
    public async Task A_key_that_the_table_can_not_hold_is_left_out(string? key, int leftOut)
    {
        await using var site = await TestSite.StartAsync();
        (await site.Get<DialectMemory>().SaveAsync([Fact("wanghai", key ?? new string('k', 513), "1"), Fact("wanghai", new string('k', 512), "1")], default)).ShouldBe(leftOut);
        site.Get<DialectMemory>().Of("d").ShouldHaveSingleItem().Key.Key.Length.ShouldBe(512);
    }

    private static KeyValuePair<DialectFact, string?> Fact(string place, string key, string? body) => new(new DialectFact("d", place, key), body);
}
