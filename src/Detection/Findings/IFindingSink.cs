namespace Facilities.Detection;

/// <summary>Takes findings as the engine makes them, on the engine's thread and in order. Must not call the engine.</summary>
public interface IFindingSink
{
    void Accept(Finding finding);
}
