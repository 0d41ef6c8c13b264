namespace Facilities.Detection;

/// <summary>A compiled condition. Stateless itself; what it must remember lies in its source's cells.</summary>
internal abstract class Node
{
    public abstract Truth Evaluate(Evaluation x);
}
