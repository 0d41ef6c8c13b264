namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>A demo whose site clock makes a second two minutes: a visit on the phone then takes as long as a real one, and its judgement, an hour and a half later, can be waited for.</summary>
public sealed class HurriedDesk() : DemoDesk(Speed)
{
    public const double Speed = 120;
}
